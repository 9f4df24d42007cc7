package dev.loopkeeper.gcp.vertex;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loopkeeper.edge.LoopException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The body of {@code endpoints.deployModel}: our own id, the version as display name, and no traffic split, which
 * leaves the endpoint's as it is.
 */
final class DeployRequest {
    private static final Pattern ARTIFACT = Pattern.compile("runs/([a-z][a-z0-9-]{1,62})/.+");

    private final VertexPlace place;
    private final VertexServing serving;

    DeployRequest(VertexPlace place, VertexServing serving) {
        this.place = place;
        this.serving = serving;
    }

    /** @param artifact key below the run's folder, which names the model */
    ObjectNode of(String version, String artifact) {
        Matcher run = ARTIFACT.matcher(artifact);
        Optional<String> number = run.matches() ? VersionNames.number(run.group(1), version) : Optional.empty();
        if (number.isEmpty()) {
            throw LoopException.poison("version " + version + " with artefact '" + artifact
                    + "' cannot be deployed: expected a version such as v3 and an artefact below runs/<model>/");
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode deployed = body.putObject("deployedModel")
                .put("id", DeployedModelId.of(version))
                .put("displayName", version)
                .put("model", place.model(run.group(1), number.get()));
        if (!serving.serviceAccount().isEmpty()) {
            deployed.put("serviceAccount", serving.serviceAccount());
        }
        ObjectNode resources = deployed.putObject("dedicatedResources");
        resources.putObject("machineSpec").put("machineType", serving.machineType());
        resources.put("minReplicaCount", serving.minReplicas()).put("maxReplicaCount", serving.maxReplicas());
        return body;
    }
}
