package dev.loopkeeper.azure.ml.fake;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Deployments of online endpoints: made, changed and deleted by operations. */
public final class FakeDeployments implements ArmResource {
    private static final Pattern PATH = Pattern.compile("onlineEndpoints/([^/]+)/deployments(?:/([^/]+))?");
    private static final String NAME = "[a-zA-Z][a-zA-Z0-9-]{1,30}[a-zA-Z0-9]";
    private static final int MOST = 20;

    private final ArmFake fake;
    private final FakeEndpoints endpoints;
    private final Map<String, Map<String, ObjectNode>> all = new TreeMap<>();
    private int puts;

    public FakeDeployments(ArmFake fake, FakeEndpoints endpoints) {
        this.fake = fake;
        this.endpoints = endpoints;
        endpoints.deployments(this);
    }

    /** Adds a deployment as somebody else does. */
    public void addByHand(String endpoint, String deployment) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("location", "northeurope");
        body.putObject("properties").put("endpointComputeType", "Managed").put("provisioningState", "Succeeded");
        at(endpoint).put(deployment, named(endpoint, deployment, body));
    }

    /** Deletes one as somebody else does. */
    public void removeByHand(String endpoint, String deployment) {
        at(endpoint).remove(deployment);
    }

    /** Sets the state that somebody else's change has brought. */
    public void stateByHand(String endpoint, String deployment, String provisioning) {
        set(endpoint, deployment, provisioning);
    }

    /** The deployment as it is. */
    public ObjectNode state(String endpoint, String deployment) {
        return Optional.ofNullable(at(endpoint).get(deployment))
                .orElseThrow(() -> ArmRefusal.notFound("deployments/" + deployment));
    }

    /** How many PUTs were taken. */
    public int puts() {
        return puts;
    }

    void mustTakeTraffic(String endpoint, String deployment) {
        ObjectNode found = at(endpoint).get(deployment);
        if (found == null
                || found.path("properties").path("provisioningState").asText().equals("Deleting")) {
            throw ArmRefusal.invalid("Traffic names deployment " + deployment + ", which does not exist.");
        }
    }

    @Override
    public Optional<ArmReply> answer(ArmCall call) {
        Matcher path = PATH.matcher(call.path());
        if (!path.matches()) {
            return Optional.empty();
        }
        endpoints.state(path.group(1));
        return switch (call.method()) {
            case "GET" ->
                Optional.of(
                        path.group(2) == null
                                ? list(path.group(1))
                                : ArmReply.of(200, state(path.group(1), path.group(2))));
            case "PUT" -> Optional.of(put(path.group(1), path.group(2), call));
            case "DELETE" -> Optional.of(delete(path.group(1), path.group(2), call));
            default -> Optional.empty();
        };
    }

    private ArmReply list(String endpoint) {
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        ArrayNode value = page.putArray("value");
        at(endpoint).values().forEach(value::add);
        return ArmReply.of(200, page);
    }

    private ArmReply put(String endpoint, String deployment, ArmCall call) {
        endpoints.refuseWhileUpdating(endpoint, "create a deployment in");
        ObjectNode sent = call.object();
        if (!deployment.matches(NAME) || at(endpoint).size() >= MOST) {
            throw ArmRefusal.invalid("Deployment " + deployment + " is not allowed.");
        }
        ObjectNode old = at(endpoint).get(deployment);
        if (old != null
                && !sent.path("properties")
                        .path("instanceType")
                        .equals(old.path("properties").path("instanceType"))) {
            throw ArmRefusal.invalid("instanceType cannot be changed.");
        }
        if (fake.operations().running(call.path())) {
            throw ArmRefusal.conflict("Deployment " + deployment + " is being changed by another operation.");
        }
        puts++;
        at(endpoint).put(deployment, named(endpoint, deployment, sent));
        set(endpoint, deployment, old == null ? "Creating" : "Updating");
        String operation = fake.operations().begin(call.path(), new ArmOperations.Work() {
            @Override
            public void ended(Optional<String> failure) {
                set(endpoint, deployment, failure.isPresent() ? "Failed" : "Succeeded");
            }

            @Override
            public void visible() {
                // What was sent shows from the beginning.
            }
        });
        ObjectNode shown = state(endpoint, deployment);
        return ArmReply.of(old == null ? 201 : 200, shown).with(fake.asyncOperation(operation));
    }

    private ArmReply delete(String endpoint, String deployment, ArmCall call) {
        if (!at(endpoint).containsKey(deployment)) {
            return ArmReply.empty(204);
        }
        endpoints.refuseWhileUpdating(endpoint, "delete a deployment in");
        if (FakeEndpoints.shares(endpoints.state(endpoint)).getOrDefault(deployment, 0) > 0) {
            throw ArmRefusal.invalid("Deployment " + deployment + " has traffic, set it to 0 first.");
        }
        set(endpoint, deployment, "Deleting");
        String operation = fake.operations().begin(call.path(), new ArmOperations.Work() {
            @Override
            public void ended(Optional<String> failure) {
                failure.ifPresent(f -> set(endpoint, deployment, "Failed"));
            }

            @Override
            public void visible() {
                at(endpoint).remove(deployment);
            }
        });
        return ArmReply.empty(202).with(fake.location(operation));
    }

    private Map<String, ObjectNode> at(String endpoint) {
        return all.computeIfAbsent(endpoint, e -> new TreeMap<>());
    }

    private void set(String endpoint, String deployment, String provisioning) {
        ObjectNode found = at(endpoint).get(deployment);
        if (found != null) {
            ((ObjectNode) found.path("properties")).put("provisioningState", provisioning);
        }
    }

    private ObjectNode named(String endpoint, String deployment, ObjectNode body) {
        ObjectNode named = body.deepCopy();
        named.put("id", fake.workspace().id("onlineEndpoints/" + endpoint + "/deployments/" + deployment));
        named.put("name", deployment);
        named.put("type", "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/deployments");
        return named;
    }
}
