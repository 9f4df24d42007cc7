package dev.loopkeeper.local.endpoint;

import dev.loopkeeper.edge.Json;
import dev.loopkeeper.rollout.Endpoint;
import dev.loopkeeper.rollout.EndpointView;
import dev.loopkeeper.rollout.TrafficSplit;
import java.nio.file.Path;
import java.util.Map;

/**
 * The endpoint server of a home as the loop sees it.
 *
 * <p>The token changes with every deployment, removal and shift, and a shift with a stale one is refused by the server.
 * A version counts as ready once it was loaded, also during the moment its process is restarted. Errors:
 * {@code TRANSIENT} when the server cannot be reached, {@code UNKNOWN_OUTCOME} for a shift whose answer was lost,
 * {@code CONFLICT} for traffic to a version that is not ready or the removal of one that has traffic, {@code POISON}
 * for a forbidden name.
 */
public final class LocalEndpoint implements Endpoint {
    private final EndpointClient client;

    /** The endpoint of a home; its server may come and go. */
    public LocalEndpoint(Path home) {
        this.client = new EndpointClient(home);
    }

    @Override
    public EndpointView read(String endpoint) {
        return client.get(path(endpoint)).as(EndpointView.class);
    }

    @Override
    public void deploy(String endpoint, String version, String artifact) {
        byte[] body = Json.write(new AdminRoute.Deploy(ServingNames.check("version", version), artifact));
        client.repeatable("POST", path(endpoint) + "/deployments", body);
    }

    @Override
    public boolean shift(String endpoint, TrafficSplit split, String token) {
        byte[] body = Json.write(new AdminRoute.Shift(split, token));
        return client.conditional("PUT", path(endpoint) + "/split", body).status() == 200;
    }

    @Override
    public void undeploy(String endpoint, String version) {
        client.repeatable(
                "DELETE", path(endpoint) + "/deployments/" + ServingNames.check("version", version), new byte[0]);
    }

    /** Publishes every prediction answered so far, instead of waiting until it is due. */
    public void publishPredictions() {
        client.repeatable("POST", "/admin/publish", Json.write(Map.of()));
    }

    static String path(String endpoint) {
        return "/admin/endpoints/" + ServingNames.check("endpoint", endpoint);
    }
}
