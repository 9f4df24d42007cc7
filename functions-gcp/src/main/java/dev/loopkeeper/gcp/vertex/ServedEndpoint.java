package dev.loopkeeper.gcp.vertex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.rollout.TrafficSplit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One read of an endpoint, with versions in place of ids.
 *
 * <p>A deployed model is ours when its id follows from its display name; that name is the version. Any other is called
 * {@code <model>@<version id>.<deployed id>}, which no later deployment can change.
 *
 * @param resource full name of the endpoint
 * @param etag of this read
 * @param ids deployed id of each version
 * @param labels as they are on the endpoint
 * @param split empty while no traffic is taken
 */
record ServedEndpoint(
        String resource,
        String etag,
        Map<String, String> ids,
        Map<String, String> labels,
        Optional<TrafficSplit> split) {
    static ServedEndpoint of(JsonNode endpoint) {
        Map<String, String> ids = new TreeMap<>();
        Map<String, String> versions = new TreeMap<>();
        for (JsonNode deployed : endpoint.path("deployedModels")) {
            String id = deployed.path("id").asText();
            ids.put(version(deployed, id), id);
            versions.put(id, version(deployed, id));
        }
        String name = endpoint.path("name").asText();
        Map<String, String> labels = new TreeMap<>();
        endpoint.path("labels")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        String etag = endpoint.path("etag").asText("");
        return new ServedEndpoint(name, etag, ids, labels, split(name, endpoint, versions));
    }

    private static String version(JsonNode deployed, String id) {
        String shown = deployed.path("displayName").asText("");
        if (DeployedModelId.of(shown).equals(id)) {
            return shown;
        }
        String model = deployed.path("model").asText("");
        String stated = model.contains("@") ? model.substring(model.indexOf('@') + 1) : "default";
        return VertexApi.id(model) + "@" + deployed.path("modelVersionId").asText(stated) + "." + id;
    }

    private static Optional<TrafficSplit> split(String name, JsonNode endpoint, Map<String, String> versions) {
        TreeMap<String, Integer> weights = new TreeMap<>();
        endpoint.path("trafficSplit")
                .properties()
                .forEach(share -> weights.put(
                        versions.getOrDefault(share.getKey(), "unknown." + share.getKey()),
                        share.getValue().asInt()));
        weights.values().removeIf(weight -> weight == 0);
        try {
            return weights.isEmpty() ? Optional.empty() : Optional.of(new TrafficSplit(weights));
        } catch (IllegalArgumentException e) {
            throw LoopException.poison("endpoint " + name + " has a split that cannot be: " + e.getMessage(), e);
        }
    }
}
