package dev.loopkeeper.azure.emulators;

import dev.loopkeeper.azure.rest.AzureRest;
import dev.loopkeeper.azure.rest.StorageHeaders;
import dev.loopkeeper.connectors.rest.RestClient;
import dev.loopkeeper.connectors.rest.UrlTransport;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The real client as the development account, without its pauses, which it notes instead. */
public final class EagerStorage {
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private final RestClient rest = new RestClient(
            new UrlTransport(),
            new StorageHeaders(Azurite.DEVELOPMENT, InstantSource.system()),
            AzureRest.REMEDY,
            pauses::add);

    public RestClient calls() {
        return rest;
    }

    /** Every pause it would have made. */
    public List<Duration> pauses() {
        return pauses;
    }
}
