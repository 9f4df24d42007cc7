package dev.loopkeeper.azure.trainer;

import dev.loopkeeper.azure.rest.AzureRest;
import dev.loopkeeper.azure.rest.ManagedIdentity;
import dev.loopkeeper.azure.rest.SharedKey;
import dev.loopkeeper.azure.store.BlobObjectStore;
import dev.loopkeeper.azure.store.Containers;
import dev.loopkeeper.connectors.rest.AccessTokens;
import dev.loopkeeper.connectors.rest.RestClient;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.store.ObjectStore;
import dev.loopkeeper.store.StoreProvider;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;

/**
 * Opens {@code wasbs://container@account.blob.core.windows.net/key} for the steps of a training pipeline and for the
 * serving image, with the identity the container runs as.
 *
 * <p>Batches are read over REST and not from a mounted folder, which knows no ETag: a batch that was overwritten since
 * it was ingested must be told apart. {@code LOOPKEEPER_DATA_CONTAINER} names the container of uploads when it is not
 * the one of the address; {@code LOOPKEEPER_BLOB_URL} and {@code LOOPKEEPER_EMULATOR_KEY} lead to an emulator.
 */
public final class BlobStoreProvider implements StoreProvider {
    private static final String FORM = "expected wasbs://container@account.blob.core.windows.net/key";

    private final Map<String, String> env;

    /** As {@link java.util.ServiceLoader} makes it: with the environment of the process. */
    public BlobStoreProvider() {
        this(System.getenv());
    }

    BlobStoreProvider(Map<String, String> env) {
        this.env = env;
    }

    @Override
    public boolean knows(String scheme) {
        return scheme.equals("wasbs");
    }

    @Override
    public ObjectStore open(URI object) {
        if (!knows(object.getScheme()) || object.getUserInfo() == null || object.getHost() == null) {
            throw LoopException.poison("'" + object + "' is no blob, " + FORM);
        }
        String uploads = env.getOrDefault("LOOPKEEPER_DATA_CONTAINER", "");
        Containers containers = uploads.isBlank()
                ? Containers.one(object.getUserInfo())
                : new Containers(object.getUserInfo(), uploads.strip());
        String host = host(object);
        return new BlobObjectStore(rest(), host, containers);
    }

    /** The identity's token goes to Azure's own storage and nowhere else, whatever an address says. */
    private String host(URI object) {
        String given = env.getOrDefault("LOOPKEEPER_BLOB_URL", "");
        if (!given.isBlank()) {
            return given.strip();
        }
        if (!object.getHost()
                .matches("[a-z0-9]{3,24}\\.blob\\.core\\.(windows\\.net|chinacloudapi\\.cn|usgovcloudapi\\.net)")) {
            throw LoopException.poison("'" + object.getHost() + "' is no storage account, " + FORM);
        }
        return "https://" + object.getHost();
    }

    private RestClient rest() {
        String emulator = env.getOrDefault("LOOPKEEPER_EMULATOR_KEY", "");
        if (emulator.isBlank()) {
            return AzureRest.storage(identity());
        }
        String[] parts = emulator.strip().split(":", 2);
        return AzureRest.storage(new SharedKey(parts[0], parts[parts.length - 1]));
    }

    /** Azure Machine Learning's nodes speak the older of the platform's two protocols. */
    private AccessTokens identity() {
        return env.getOrDefault("IDENTITY_ENDPOINT", "").isBlank()
                        && !env.getOrDefault("MSI_ENDPOINT", "").isBlank()
                ? NodeIdentity.of(env, ManagedIdentity.STORAGE, InstantSource.system())
                : ManagedIdentity.of(env, InstantSource.system()).tokensFor(ManagedIdentity.STORAGE);
    }
}
