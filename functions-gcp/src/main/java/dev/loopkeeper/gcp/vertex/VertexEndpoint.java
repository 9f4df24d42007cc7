package dev.loopkeeper.gcp.vertex;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loopkeeper.connectors.rest.RestAnswer;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.rollout.Endpoint;
import dev.loopkeeper.rollout.EndpointView;
import dev.loopkeeper.rollout.EndpointView.Deployment;
import dev.loopkeeper.rollout.TrafficSplit;
import dev.loopkeeper.store.ObjectStore;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * An endpoint of Vertex AI, by its id or by its display name.
 *
 * <p>A shift is one conditional PATCH of the whole traffic split, see {@link ShiftRequest}, so a stale token never
 * moves traffic. A deployment is started and never waited for: a version is {@code DEPLOYING} until the endpoint lists
 * it and {@code FAILED} when its operation failed. What others deployed is read under the name {@code <model>@<version
 * id>.<deployed id>}. Follows the discovery document of {@code aiplatform} v1:
 * {@code endpoints.get/list/patch/deployModel/undeployModel}, {@code operations.get/cancel}.
 */
public final class VertexEndpoint implements Endpoint {
    private static final Logger LOG = LogManager.getLogger(VertexEndpoint.class);

    private final VertexApi api;
    private final EndpointNames names;
    private final PendingDeployments pending;
    private final DeployRequest deployment;

    public VertexEndpoint(VertexApi api, ObjectStore store, VertexServing serving, InstantSource clock) {
        this.api = api;
        this.names = new EndpointNames(api);
        this.pending = new PendingDeployments(api, store, clock);
        this.deployment = new DeployRequest(api.place(), serving);
    }

    @Override
    public EndpointView read(String endpoint) {
        ServedEndpoint served = names.read(endpoint);
        Map<String, Deployment> deployments = new TreeMap<>();
        Map<String, String> reasons = new TreeMap<>();
        pending.of(endpoint).forEach((version, entry) -> {
            if (!served.ids().containsKey(version)) {
                pending.standing(entry).ifPresent(standing -> {
                    deployments.put(version, standing.state());
                    if (standing.state() == Deployment.FAILED) {
                        reasons.put(version, standing.reason());
                    }
                });
            }
        });
        served.ids().keySet().forEach(version -> deployments.put(version, Deployment.READY));
        return new EndpointView(served.split(), Optional.empty(), served.etag(), true, deployments, reasons);
    }

    /** Vertex AI's id of an endpoint, which is what its metrics are labelled with; see also {@link DeployedModelId}. */
    public String id(String endpoint) {
        return names.id(endpoint);
    }

    @Override
    public void deploy(String endpoint, String version, String artifact) {
        ServedEndpoint served = names.read(endpoint);
        if (served.ids().containsKey(version) || onItsWay(endpoint, version)) {
            return;
        }
        String what = "deployment of " + version + " to endpoint " + endpoint;
        RestAnswer answer =
                api.send("POST", served.resource() + ":deployModel", deployment.of(version, artifact), false, what);
        if (answer.ok()) {
            pending.started(endpoint, version, answer.json(what).path("name").asText(""));
        } else if (answer.status() == 404) {
            throw LoopException.transientFailure(what + " found no such model or endpoint: " + answer.reason(), null);
        } else if (Refusal.duplicate(answer, what, DeployedModelId.of(version))) {
            pending.started(endpoint, version, "");
        } else if (Refusal.busy(answer, what)) {
            throw LoopException.transientFailure(
                    what + " has to wait, Vertex AI answered " + answer.status() + " " + answer.reason()
                            + "; the next look asks again",
                    null);
        } else {
            LOG.warn("{} was refused: {} {}", what, answer.status(), answer.reason());
            pending.failed(endpoint, version, answer.reason());
        }
    }

    private boolean onItsWay(String endpoint, String version) {
        return Optional.ofNullable(pending.of(endpoint).get(version))
                .flatMap(pending::standing)
                .filter(PendingDeployments.Standing::onItsWay)
                .isPresent();
    }

    @Override
    public boolean shift(String endpoint, TrafficSplit split, String token) {
        ServedEndpoint served = names.read(endpoint);
        if (!served.etag().equals(token)) {
            return false;
        }
        String what = "traffic split " + split.weights() + " of endpoint " + endpoint;
        RestAnswer answer = api.send(
                "PATCH",
                served.resource() + "?updateMask=trafficSplit,labels",
                ShiftRequest.of(served, split),
                true,
                what);
        if (answer.ok()) {
            return true;
        }
        if (Refusal.stale(answer, what)) {
            return false;
        }
        throw VertexApi.refused(answer, what);
    }

    @Override
    public void undeploy(String endpoint, String version) {
        ServedEndpoint served = names.read(endpoint);
        String id = served.ids().get(version);
        if (id == null) {
            stop(endpoint, version);
            return;
        }
        String what = "removal of " + version + " from endpoint " + endpoint;
        if (served.split().map(split -> split.weight(version) > 0).orElse(false)) {
            throw LoopException.conflict(what + ": it still has traffic, shift it away first");
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("deployedModelId", id);
        RestAnswer answer = api.send("POST", served.resource() + ":undeployModel", body, true, what);
        if (!answer.ok() && names.read(endpoint).ids().containsKey(version)) {
            throw LoopException.conflict(what + " was refused: " + answer.status() + " " + answer.reason());
        }
        pending.forget(endpoint, version);
    }

    /** What is still on its way would come up, and cost, unnoticed: it is stopped, and looked at again. */
    private void stop(String endpoint, String version) {
        PendingDeployments.Entry entry = pending.of(endpoint).get(version);
        if (entry == null) {
            return;
        }
        if (pending.standing(entry)
                .filter(PendingDeployments.Standing::onItsWay)
                .isPresent()) {
            String what = "operation " + entry.operation();
            if (!entry.operation().isEmpty()) {
                api.send("POST", entry.operation() + ":cancel", JsonNodeFactory.instance.objectNode(), true, what);
            }
            throw LoopException.transientFailure(
                    "version " + version + " is still on its way to endpoint " + endpoint + ": it is stopped first",
                    null);
        }
        pending.forget(endpoint, version);
    }
}
