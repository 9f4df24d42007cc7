package dev.loopkeeper.azure.ml;

import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.rollout.Endpoint;
import dev.loopkeeper.rollout.EndpointView;
import dev.loopkeeper.rollout.EndpointView.Deployment;
import dev.loopkeeper.rollout.RereadShift;
import dev.loopkeeper.rollout.Shift;
import dev.loopkeeper.rollout.TrafficSplit;
import dev.loopkeeper.store.ObjectStore;
import java.util.Map;
import java.util.TreeMap;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * A managed online endpoint of Azure Machine Learning, by its name.
 *
 * <p>Nothing there knows an ETag. A shift is a PUT of the whole endpoint after a second look, see {@link RereadShift};
 * it is done when the endpoint shows it. While the endpoint is {@code Updating} nothing is written. A deployment is
 * started and never waited for. Follows {@code OnlineEndpoints} and {@code OnlineDeployments} of {@code mfe.json}.
 */
public final class OnlineEndpoint implements Endpoint {
    private static final Logger LOG = LogManager.getLogger(OnlineEndpoint.class);

    private final ArmApi api;
    private final EndpointService service;
    private final RereadShift<EndpointResource> shift;
    private final DeploymentFailures failures;
    private final DeploymentRequest request;

    /** @param store keeps why deployments failed */
    public OnlineEndpoint(ArmApi api, ObjectStore store, EndpointServing serving) {
        this.api = api;
        this.service = new EndpointService(api);
        this.shift = new RereadShift<>(service, System::nanoTime);
        this.failures = new DeploymentFailures(api, store);
        this.request = new DeploymentRequest(api.workspace(), serving);
    }

    @Override
    public EndpointView read(String endpoint) {
        EndpointView view = shift.view(endpoint);
        Map<String, Deployment> states = new TreeMap<>(view.deployments());
        Map<String, String> reasons = new TreeMap<>();
        failures.of(endpoint).forEach((version, entry) -> {
            if (!entry.refusal().isEmpty()) {
                states.putIfAbsent(version, Deployment.FAILED);
            }
            if (states.get(version) == Deployment.FAILED) {
                reasons.put(version, failures.reason(entry, what(endpoint, version)));
            }
        });
        return new EndpointView(view.split(), view.mirror(), view.token(), view.conditional(), states, reasons);
    }

    @Override
    public void deploy(String endpoint, String version, String artifact) {
        EndpointResource seen = service.read(endpoint);
        Deployment now = seen.states().get(version);
        if (now == Deployment.READY || now == Deployment.DEPLOYING) {
            return;
        }
        String what = what(endpoint, version);
        boolean leaving = seen.provisioning(DeploymentName.of(version)).equals("Deleting");
        if (seen.busy() || leaving) {
            String why = leaving ? "its predecessor is being deleted" : "the endpoint is " + seen.state();
            throw LoopException.transientFailure(what + " has to wait: " + why + "; the next look asks again", null);
        }
        String location = seen.body().path("location").asText(api.workspace().region());
        ArmAnswer answer = api.put(
                EndpointService.path(endpoint, DeploymentName.of(version)),
                request.of(version, artifact, location),
                what);
        if (answer.ok()) {
            failures.started(endpoint, version, answer.operation());
        } else if (answer.status() == 404) {
            throw LoopException.transientFailure(
                    what + " found no such model, environment or endpoint: "
                            + answer.error().message(),
                    null);
        } else {
            refused(endpoint, version, answer);
        }
    }

    private void refused(String endpoint, String version, ArmAnswer answer) {
        LoopException refusal = answer.refusal();
        if (refusal.kind() != LoopException.Kind.POISON) {
            if (service.read(endpoint).states().get(version) == Deployment.DEPLOYING) {
                return; // It was our own first try, whose answer was lost.
            }
            throw refusal;
        }
        LOG.warn("{}", refusal.getMessage());
        failures.refused(endpoint, version, answer.error().message());
    }

    @Override
    public boolean shift(String endpoint, TrafficSplit split, String token) {
        return shift.shift(endpoint, split, token);
    }

    @Override
    public boolean shift(String endpoint, Shift wanted, String token) {
        return shift.shift(endpoint, wanted, token);
    }

    @Override
    public void undeploy(String endpoint, String version) {
        EndpointResource seen = service.read(endpoint);
        String deployment = DeploymentName.find(version);
        String what = "removal of " + version + " from endpoint " + endpoint;
        if (seen.states().containsKey(version)) {
            if (seen.used(deployment)) {
                throw LoopException.conflict(what + ": it still has live or mirrored traffic, shift it away first");
            }
            if (seen.busy()) {
                throw LoopException.transientFailure(what + " has to wait: the endpoint is " + seen.state(), null);
            }
            ArmAnswer answer = api.delete(EndpointService.path(endpoint, deployment), what);
            if (!answer.ok() && answer.status() != 404) {
                throw LoopException.conflict(
                        what + " was refused: " + answer.error().message());
            }
        }
        failures.forget(endpoint, version);
    }

    private static String what(String endpoint, String version) {
        return "deployment of " + version + " to endpoint " + endpoint;
    }
}
