package dev.loopkeeper.gcp.trainer;

import dev.loopkeeper.connectors.rest.AccessTokens;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.gcp.rest.GoogleRest;
import dev.loopkeeper.gcp.rest.MetadataTokens;
import dev.loopkeeper.gcp.store.Buckets;
import dev.loopkeeper.gcp.store.GcsObjectStore;
import dev.loopkeeper.store.ObjectStore;
import dev.loopkeeper.store.StoreProvider;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Opens {@code gs://} addresses for the steps of a training pipeline, with the identity the container runs as.
 *
 * <p>Batches are read over REST and not from the mounted folder, which knows no generation: a batch that was
 * overwritten since it was ingested must be told apart. {@code LOOPKEEPER_DATA_BUCKET} names the bucket of uploads when
 * it is not the one of the address.
 */
public final class GcsStoreProvider implements StoreProvider {
    private final Map<String, String> env;

    /** As {@link java.util.ServiceLoader} makes it: with the environment of the process. */
    public GcsStoreProvider() {
        this(System.getenv());
    }

    GcsStoreProvider(Map<String, String> env) {
        this.env = env;
    }

    @Override
    public boolean knows(String scheme) {
        return scheme.equals("gs");
    }

    @Override
    public ObjectStore open(URI object) {
        if (!knows(object.getScheme()) || object.getAuthority() == null) {
            throw LoopException.poison("'" + object + "' is no object of Cloud Storage, expected gs://bucket/key");
        }
        Optional<String> emulator = Optional.ofNullable(env.get("STORAGE_EMULATOR_HOST"));
        GoogleRest rest = new GoogleRest(emulator.isPresent() ? Optional::empty : identity());
        String uploads = env.getOrDefault("LOOPKEEPER_DATA_BUCKET", "");
        return new GcsObjectStore(
                rest,
                emulator.orElse("https://storage.googleapis.com"),
                uploads.isEmpty() ? Buckets.one(object.getAuthority()) : new Buckets(object.getAuthority(), uploads));
    }

    private AccessTokens identity() {
        String metadata = env.getOrDefault("GCE_METADATA_HOST", "metadata.google.internal");
        return new MetadataTokens(metadata, InstantSource.system());
    }
}
