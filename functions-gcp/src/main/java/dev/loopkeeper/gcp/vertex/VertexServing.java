package dev.loopkeeper.gcp.vertex;

import java.util.Map;

/**
 * How versions are served.
 *
 * <p>The image must answer Vertex AI's requests for predictions: {@code {"instances": [...]}} in,
 * {@code {"predictions": [...]}} out, on {@code AIP_HTTP_PORT}; it finds the artefact's folder in
 * {@code AIP_STORAGE_URI} and the artefact's file name in {@code LOOPKEEPER_ARTIFACT}. With a service account of our
 * own it is told in {@code LOOPKEEPER_STORE} where it may log its predictions. A model of Loopkeeper's own trainer
 * needs the image of {@code infra/pipelines/serving}; models of other frameworks can use Google's prebuilt images.
 *
 * @param image in Artifact Registry; empty where nothing is registered: a rollback needs none
 * @param predictRoute path of predictions
 * @param healthRoute path that answers 200 when the version is ready
 * @param port the image listens on
 * @param machineType of each replica
 * @param minReplicas at least 1
 * @param maxReplicas at least {@code minReplicas}
 * @param serviceAccount e-mail the image runs as, empty for none of this project's
 */
public record VertexServing(
        String image,
        String predictRoute,
        String healthRoute,
        int port,
        String machineType,
        int minReplicas,
        int maxReplicas,
        String serviceAccount) {
    public VertexServing {
        if (minReplicas < 1 || maxReplicas < minReplicas) {
            throw new IllegalArgumentException("replicas are " + minReplicas + " to " + maxReplicas
                    + ", expected at least 1 and VERTEX_MIN_REPLICAS <= VERTEX_MAX_REPLICAS");
        }
    }

    /** Reads {@code VERTEX_SERVING_IMAGE}, {@code VERTEX_MACHINE_TYPE} and the others, each with a default. */
    public static VertexServing from(Map<String, String> env) {
        return new VertexServing(
                env.getOrDefault("VERTEX_SERVING_IMAGE", ""),
                env.getOrDefault("VERTEX_PREDICT_ROUTE", "/predict"),
                env.getOrDefault("VERTEX_HEALTH_ROUTE", "/health"),
                number(env, "VERTEX_SERVING_PORT", 8080),
                env.getOrDefault("VERTEX_MACHINE_TYPE", "n1-standard-2"),
                number(env, "VERTEX_MIN_REPLICAS", 1),
                number(env, "VERTEX_MAX_REPLICAS", 1),
                env.getOrDefault("VERTEX_SERVING_ACCOUNT", ""));
    }

    private static int number(Map<String, String> env, String name, int otherwise) {
        String value = env.getOrDefault(name, Integer.toString(otherwise));
        if (!value.matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException(name + " is '" + value + "', expected a whole number");
        }
        return Integer.parseInt(value);
    }
}
