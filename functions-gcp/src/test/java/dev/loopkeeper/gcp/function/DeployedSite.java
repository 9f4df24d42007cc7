package dev.loopkeeper.gcp.function;

import static dev.loopkeeper.testkit.HostileBodies.utf8;

import dev.loopkeeper.gcp.auth.GoogleClaims;
import dev.loopkeeper.gcp.emulators.FakeGcs;
import dev.loopkeeper.gcp.store.Buckets;
import dev.loopkeeper.gcp.store.GcsObjectStore;
import dev.loopkeeper.gcp.vertex.fake.VertexFake;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.testkit.TokenSigner;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What deployed functions stand on: a bucket of their own with one model, a Vertex AI, and Google's signing keys. */
final class DeployedSite implements AutoCloseable {
    static final String PARENT = "projects/my-project/locations/europe-west4";
    static final String ADA = "ada@example.org";

    private static final String AUDIENCE = "https://function.example.run.app";

    private final TokenSigner google = new TokenSigner();
    private final VertexFake vertex = new VertexFake(InstantSource.system());
    private final FakeGcs gcs;
    private final String bucket;
    private final GcsObjectStore store;

    DeployedSite() {
        this(FakeGcs.shared());
    }

    DeployedSite(FakeGcs gcs) {
        this.gcs = gcs;
        bucket = gcs.newBucket();
        store = new GcsObjectStore(FakeGcs.rest(), gcs.host(), Buckets.one(bucket));
        config("sales", "");
    }

    /** Writes the model's {@code loop.yaml}, with more lines. */
    void config(String model, String more) {
        put(Layout.config(model), "model: " + model + "\ndata: {label: late}\n" + more);
    }

    /** The environment of a function, with settings of its own. */
    Map<String, String> env(String... more) {
        Map<String, String> env = new LinkedHashMap<>();
        env.put("LOOPKEEPER_PROJECT", "my-project");
        env.put("LOOPKEEPER_REGION", "europe-west4");
        env.put("LOOPKEEPER_STATE_BUCKET", bucket);
        env.put("LOOPKEEPER_AUDIENCE", AUDIENCE);
        env.put("LOOPKEEPER_CALLERS", ADA);
        env.put("LOOPKEEPER_JWKS", google.address());
        env.put("STORAGE_EMULATOR_HOST", gcs.host());
        env.put("PUBSUB_EMULATOR_HOST", "127.0.0.1:1");
        env.put("LOOPKEEPER_VERTEX_HOST", vertex.host());
        env.put("VERTEX_SERVING_IMAGE", "europe-docker.pkg.dev/my-project/serving/image");
        for (int i = 0; i < more.length; i += 2) {
            env.put(more[i], more[i + 1]);
        }
        return env;
    }

    VertexFake vertex() {
        return vertex;
    }

    GcsObjectStore store() {
        return store;
    }

    void put(String key, String text) {
        store.put(key, utf8(text));
    }

    List<String> keys(String prefix) {
        return store.list(prefix, "", 1_000).stream().map(ObjectInfo::key).toList();
    }

    /** The header of a caller who may. */
    String bearer() {
        return "Bearer " + google.token(GoogleClaims.good(AUDIENCE, ADA, Instant.now()));
    }

    /** What the bucket says of an object of its own. */
    String stored(String key) {
        ObjectInfo object = store.stat(key).orElseThrow();
        return "{\"kind\":\"storage#object\",\"bucket\":\"" + bucket + "\",\"name\":\"" + key + "\",\"generation\":\""
                + object.version() + "\",\"size\":\"" + object.size() + "\"}";
    }

    /** A push of Pub/Sub. */
    static String message(String data) {
        return "{\"message\":{\"data\":\"" + Base64.getEncoder().encodeToString(utf8(data))
                + "\",\"messageId\":\"1\",\"message_id\":\"1\"},\"subscription\":\"projects/p/subscriptions/s\"}";
    }

    @Override
    public void close() {
        vertex.close();
        google.close();
    }
}
