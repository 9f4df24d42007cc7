package dev.loopkeeper.azure.emulators;

import dev.loopkeeper.azure.rest.AzureRest;
import dev.loopkeeper.azure.rest.StorageHeaders;
import dev.loopkeeper.connectors.rest.RestClient;
import dev.loopkeeper.connectors.rest.UrlTransport;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;

/** The real client as the development account, without its pauses, which it tells instead. */
public final class EagerStorage {
    private final RestClient rest;

    public EagerStorage() {
        this(pause -> {});
    }

    /** @param pauses is told every pause that it would have made */
    public EagerStorage(Consumer<Duration> pauses) {
        rest = new RestClient(
                new UrlTransport(),
                new StorageHeaders(Azurite.DEVELOPMENT, InstantSource.system()),
                AzureRest.REMEDY,
                pauses::accept);
    }

    public RestClient calls() {
        return rest;
    }
}
