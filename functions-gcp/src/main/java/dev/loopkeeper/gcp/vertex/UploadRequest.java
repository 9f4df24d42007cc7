package dev.loopkeeper.gcp.vertex;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.registry.Registration;

/**
 * The body of {@code models.upload}. The whole registration travels in the container's environment, where it stays with
 * the version for ever, tells the served image its lineage and says which run it is of; labels are for people who
 * search.
 */
final class UploadRequest {
    private static final int LONGEST_DESCRIPTION = 1_000;

    private final VertexPlace place;
    private final VertexServing serving;

    UploadRequest(VertexPlace place, VertexServing serving) {
        this.place = place;
        this.serving = serving;
    }

    /** @param first whether the model does not exist yet and is made with its first version */
    ObjectNode of(Registration registration, boolean first) {
        if (serving.image().isBlank()) {
            throw LoopException.poison("run " + registration.runId() + " of model " + registration.model()
                    + " cannot be registered: VERTEX_SERVING_IMAGE is empty, expected the URI of an image in Artifact"
                    + " Registry that serves the model");
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (first) {
            body.put("modelId", registration.model());
        } else {
            body.put("parentModel", place.parent() + "/models/" + registration.model());
        }
        int slash = registration.artifact().lastIndexOf('/');
        ObjectNode model = body.putObject("model")
                .put("displayName", registration.model())
                .put("versionDescription", shortened(registration.verdict()))
                .put("artifactUri", place.uri(registration.artifact().substring(0, Math.max(slash, 0))));
        model.putObject("labels")
                .put(Labels.MODEL, registration.model())
                .put(Labels.RUN, Labels.value(registration.runId()))
                .put(Labels.VERDICT, registration.blessed() ? "blessed" : "rejected");
        ObjectNode container = model.putObject("containerSpec").put("imageUri", serving.image());
        container.put("predictRoute", serving.predictRoute()).put("healthRoute", serving.healthRoute());
        container.putArray("ports").addObject().put("containerPort", serving.port());
        ArrayNode env = container
                .putArray("env")
                .add(variable("LOOPKEEPER_ARTIFACT", registration.artifact().substring(slash + 1)))
                .add(variable(VertexVersion.variable(), VertexVersion.written(registration)));
        if (!serving.serviceAccount().isEmpty()) {
            // Vertex AI's own identity could not write its predictions there.
            env.add(variable("LOOPKEEPER_STORE", place.uri("")));
        }
        return body;
    }

    private static ObjectNode variable(String name, String value) {
        return JsonNodeFactory.instance.objectNode().put("name", name).put("value", value);
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_DESCRIPTION ? text : text.substring(0, LONGEST_DESCRIPTION);
    }
}
