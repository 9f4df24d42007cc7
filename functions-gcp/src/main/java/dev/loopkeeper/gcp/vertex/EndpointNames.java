package dev.loopkeeper.gcp.vertex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.edge.LoopException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds an endpoint by its id, else by its display name: ids that Vertex AI generated are numbers, which
 * {@code loop.yaml} does not take as a name. What was found by display name is remembered.
 */
final class EndpointNames {
    private final VertexApi api;
    private final Map<String, String> resources = new ConcurrentHashMap<>();

    EndpointNames(VertexApi api) {
        this.api = api;
    }

    ServedEndpoint read(String endpoint) {
        String what = "endpoint " + endpoint;
        String byId = api.place().parent() + "/endpoints/" + endpoint;
        Optional<JsonNode> found = api.find(resources.getOrDefault(endpoint, byId), what);
        return ServedEndpoint.of(found.orElseGet(() -> byDisplayName(endpoint, what)));
    }

    String id(String endpoint) {
        String known = resources.get(endpoint);
        return VertexApi.id(known == null ? read(endpoint).resource() : known);
    }

    private JsonNode byDisplayName(String endpoint, String what) {
        resources.remove(endpoint);
        List<JsonNode> named = api
                .list(
                        api.place().parent() + "/endpoints",
                        "endpoints",
                        "display_name=\"" + endpoint.replaceAll("[\"\\\\]", "") + "\"",
                        what)
                .stream()
                .filter(found -> found.path("displayName").asText().equals(endpoint))
                .toList();
        if (named.size() != 1) {
            throw LoopException.transientFailure(
                    what + " is the id of no endpoint in " + api.place().parent() + " and the display name of "
                            + named.size() + ": create it, or correct rollout.endpoint",
                    null);
        }
        String resource = named.get(0).path("name").asText();
        resources.put(endpoint, resource);
        return api.find(resource, what)
                .orElseThrow(() -> LoopException.transientFailure(what + " was deleted while it was read", null));
    }
}
