package dev.loopkeeper.azure.ml;

import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.rollout.ReplacedEndpoint;
import dev.loopkeeper.rollout.Shift;
import dev.loopkeeper.rollout.ShiftMark;

/**
 * Reads an online endpoint with its deployments, the endpoint last, and replaces it by one PUT that is sent once.
 *
 * <p>Nothing waits for the PUT's operation: the endpoint itself says when it is done.
 */
final class EndpointService implements ReplacedEndpoint<EndpointResource> {
    private final ArmApi api;

    EndpointService(ArmApi api) {
        this.api = api;
    }

    static String path(String endpoint) {
        return "onlineEndpoints/" + endpoint;
    }

    static String path(String endpoint, String deployment) {
        return path(endpoint) + "/deployments/" + deployment;
    }

    EndpointResource read(String endpoint) {
        if (!endpoint.matches("[a-zA-Z][a-zA-Z0-9-]{1,30}[a-zA-Z0-9]")) {
            throw LoopException.poison(
                    "endpoint '" + endpoint + "' cannot exist in Azure Machine Learning: expected 3 to"
                            + " 32 letters, digits and hyphens, the first a letter; set rollout.endpoint to its name");
        }
        String what = "endpoint " + endpoint;
        var deployments = api.list(path(endpoint) + "/deployments", "", "deployments of " + what);
        return api.find(path(endpoint), what)
                .map(body -> EndpointResource.of(endpoint, body, deployments))
                .orElseThrow(() -> LoopException.poison(
                        what + " does not exist in workspace " + api.workspace().name()
                                + ": create it, or set rollout.endpoint to the name of one that does"));
    }

    @Override
    public Seen<EndpointResource> look(String endpoint) {
        EndpointResource read = read(endpoint);
        String shown = read.mirrored() + " " + read.state();
        return new Seen<>(read.split(), read.mirror(), read.mark(), read.busy(), read.states(), shown, read);
    }

    @Override
    public boolean replace(String endpoint, Seen<EndpointResource> seen, Shift wanted, ShiftMark mark) {
        String what = "traffic split " + wanted.split().weights() + " of endpoint " + endpoint;
        ArmAnswer answer = api.putOnce(path(endpoint), seen.body().replacement(wanted, mark), what);
        if (answer.ok()) {
            return true;
        }
        boolean moved = answer.error().busy() || !look(endpoint).deployments().equals(seen.deployments());
        if (!moved) {
            throw answer.refusal();
        }
        return false;
    }
}
