package dev.loopkeeper.gcp.vertex;

/** Names of the small objects in which the adapters keep what Vertex AI cannot be asked for: all under one prefix. */
final class VertexKeys {
    private static final String PREFIX = "vertex/";

    private VertexKeys() {}

    /** Deployments of one endpoint that were started and not yet seen. */
    static String deployments(String endpoint) {
        return PREFIX + "deployments/" + endpoint + ".json";
    }

    /** Who uploads the version of a run, and the operation it became. */
    static String upload(String model, String run) {
        return PREFIX + "uploads/" + model + "/" + run + ".json";
    }

    /** The custom job that an attempt became. */
    static String job(String model, String run, int attempt) {
        return PREFIX + "jobs/" + model + "/" + run + "-" + attempt + ".json";
    }

    /** Below it pipelines keep what their steps hand on. */
    static String pipelineRoot(String model) {
        return PREFIX + "pipelines/" + model;
    }
}
