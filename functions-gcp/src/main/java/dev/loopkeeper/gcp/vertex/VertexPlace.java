package dev.loopkeeper.gcp.vertex;

/**
 * Where Vertex AI is called and where our objects are.
 *
 * @param host scheme and host of the service, without a trailing slash
 * @param project id or number of the project
 * @param location region of every resource, such as {@code europe-west4}
 * @param bucket that is the object store, without {@code gs://}
 */
public record VertexPlace(String host, String project, String location, String bucket) {
    private static final String VERSION = "/v1/";

    public VertexPlace {
        require(project, "project", "[a-z0-9:.-]{1,63}", "the id of a project");
        require(location, "location", "[a-z0-9-]{2,40}", "a region such as europe-west4");
        require(bucket, "bucket", "[a-z0-9._-]{3,222}", "the name of a bucket, without gs://");
        require(host, "host", "https?://[A-Za-z0-9.:-]+", "a URL of a host without a path");
    }

    /** The region's own host. */
    public static VertexPlace of(String project, String location, String bucket) {
        return new VertexPlace("https://" + location + "-aiplatform.googleapis.com", project, location, bucket);
    }

    /** Resource name of the location, the parent of all that is made here. */
    public String parent() {
        return "projects/" + project + "/locations/" + location;
    }

    /** Resource name of a version of a registered model. */
    String model(String model, String version) {
        return parent() + "/models/" + model + "@" + version;
    }

    /** URI of a key of the object store. */
    String uri(String key) {
        return "gs://" + bucket + "/" + key;
    }

    String url(String resource) {
        return host + VERSION + resource;
    }

    private static void require(String value, String name, String pattern, String allowed) {
        if (!value.matches(pattern)) {
            throw new IllegalArgumentException("Vertex AI " + name + " is '" + value + "', expected " + allowed
                    + ": set it where the function is");
        }
    }
}
