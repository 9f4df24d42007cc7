package dev.loopkeeper.azure.ml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.rollout.EndpointView.Deployment;
import dev.loopkeeper.rollout.Shift;
import dev.loopkeeper.rollout.Shift.Mirror;
import dev.loopkeeper.rollout.ShiftMark;
import dev.loopkeeper.rollout.TrafficSplit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * One read of an endpoint and of its deployments, with versions in place of deployment names.
 *
 * <p>States follow {@code EndpointProvisioningState} and {@code DeploymentProvisioningState} of {@code mfe.json}; one
 * that is not known counts as a change on its way.
 *
 * @param body as it came, unknown fields included
 * @param deployments each by its name, as it came
 */
record EndpointResource(String name, ObjectNode body, Map<String, JsonNode> deployments) {
    /** Tag with our {@link ShiftMark}. */
    static final String MARK_TAG = "loopkeeper-shift";

    private static final Set<String> AT_REST = Set.of("Succeeded", "Failed", "Canceled", "");

    static EndpointResource of(String name, ObjectNode body, List<ObjectNode> deployments) {
        Map<String, JsonNode> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        deployments.forEach(d -> byName.put(d.path("name").asText(), d));
        return new EndpointResource(name, body, byName);
    }

    String state() {
        return body.path("properties").path("provisioningState").asText("");
    }

    /** Whether Azure refuses writes because of another one. */
    boolean busy() {
        return !AT_REST.contains(state());
    }

    Optional<ShiftMark> mark() {
        return ShiftMark.parse(body.path("tags").path(MARK_TAG).asText(""));
    }

    /** Which version of ours gets copies of requests. */
    Optional<Mirror> mirror() {
        return mirrored().properties().stream()
                .filter(m -> ours(m.getKey()) && m.getValue().asInt() > 0)
                .findFirst()
                .map(m -> new Mirror(
                        version(m.getKey()), Math.min(Mirror.MOST, m.getValue().asInt())));
    }

    /** Every mirror as it came, also that of others. */
    JsonNode mirrored() {
        return body.path("properties").path("mirrorTraffic");
    }

    private boolean ours(String deployment) {
        return DeploymentName.of(version(deployment)).equalsIgnoreCase(deployment);
    }

    Optional<TrafficSplit> split() {
        TreeMap<String, Integer> weights = new TreeMap<>();
        body.path("properties")
                .path("traffic")
                .properties()
                .forEach(share ->
                        weights.put(version(share.getKey()), share.getValue().asInt()));
        weights.values().removeIf(weight -> weight == 0);
        try {
            return weights.isEmpty() ? Optional.empty() : Optional.of(new TrafficSplit(weights));
        } catch (IllegalArgumentException e) {
            throw LoopException.poison("endpoint " + name + " has a split that cannot be: " + e.getMessage(), e);
        }
    }

    /** Every version that is deployed, or on its way; what is being deleted is gone. */
    Map<String, Deployment> states() {
        Map<String, Deployment> states = new TreeMap<>();
        Optional<TrafficSplit> split = split();
        deployments.keySet().forEach(deployment -> {
            String version = version(deployment);
            boolean serves = split.map(s -> s.weight(version) > 0).orElse(false);
            state(provisioning(deployment), serves).ifPresent(state -> states.put(version, state));
        });
        return states;
    }

    private static Optional<Deployment> state(String provisioning, boolean serves) {
        return switch (provisioning) {
            case "Deleting" -> Optional.empty();
            case "Succeeded", "Scaling" -> Optional.of(Deployment.READY);
            case "Failed", "Canceled" -> Optional.of(Deployment.FAILED);
            // What takes traffic goes on taking it while somebody changes it.
            default -> Optional.of(serves ? Deployment.READY : Deployment.DEPLOYING);
        };
    }

    /** Azure's word for a deployment's state, empty when there is no such deployment. */
    String provisioning(String deployment) {
        JsonNode found = deployments.get(deployment);
        return found == null
                ? ""
                : found.path("properties").path("provisioningState").asText("Succeeded");
    }

    String version(String deployment) {
        JsonNode found = deployments.get(deployment);
        if (found == null) {
            return DeploymentName.version(deployment, name, "");
        }
        // Shares may be spelled in another case than the deployment itself.
        String stated = found.path("tags").path(DeploymentRequest.VERSION_TAG).asText("");
        return DeploymentName.version(found.path("name").asText(), name, stated);
    }

    /** Whether live or mirrored requests go to it. */
    boolean used(String deployment) {
        JsonNode properties = body.path("properties");
        return share(properties.path("traffic"), deployment) || share(properties.path("mirrorTraffic"), deployment);
    }

    private static boolean share(JsonNode shares, String deployment) {
        return shares.properties().stream()
                .anyMatch(s ->
                        s.getKey().equalsIgnoreCase(deployment) && s.getValue().asInt() > 0);
    }

    /** The body of a PUT that changes split, our mirror and our mark and keeps the rest, unknown fields included. */
    ObjectNode replacement(Shift wanted, ShiftMark mark) {
        ObjectNode next = Writable.of(body, "scoringUri", "swaggerUri");
        ObjectNode properties = next.withObjectProperty("properties");
        ObjectNode traffic = properties.putObject("traffic");
        wanted.split().weights().forEach((version, weight) -> traffic.put(DeploymentName.find(version), weight));
        mirror(properties, wanted);
        if (!next.path("tags").isObject()) {
            next.putObject("tags");
        }
        next.withObjectProperty("tags").put(MARK_TAG, mark.text());
        return next;
    }

    /** What others mirror stays, unless it gets live requests now: a deployment gets the one or the other. */
    private void mirror(ObjectNode properties, Shift wanted) {
        if (properties.path("mirrorTraffic") instanceof ObjectNode mirrored) {
            List<String> away = new ArrayList<>();
            mirrored.fieldNames().forEachRemaining(name -> {
                if (ours(name) || wanted.split().weight(version(name)) > 0) {
                    away.add(name);
                }
            });
            mirrored.remove(away);
        }
        wanted.mirror().ifPresent(m -> properties
                .withObjectProperty("mirrorTraffic")
                .put(DeploymentName.find(m.version()), m.percent()));
    }
}
