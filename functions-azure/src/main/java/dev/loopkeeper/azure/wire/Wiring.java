package dev.loopkeeper.azure.wire;

import dev.loopkeeper.azure.log.Invocation;
import dev.loopkeeper.azure.queue.StorageQueue;
import dev.loopkeeper.azure.rest.AzureRest;
import dev.loopkeeper.azure.rest.ManagedIdentity;
import dev.loopkeeper.azure.rest.SharedKey;
import dev.loopkeeper.azure.store.BlobObjectStore;
import dev.loopkeeper.azure.store.Containers;
import dev.loopkeeper.connectors.rest.RestClient;
import dev.loopkeeper.host.Ground;
import dev.loopkeeper.host.Guarded;
import dev.loopkeeper.host.Settings;
import dev.loopkeeper.loop.StepQueue;
import dev.loopkeeper.store.ObjectStore;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;
import java.util.ServiceLoader;

/** What every function stands on: settings, clock, identity, store and queue. */
@Factory
final class Wiring {
    @Singleton
    Settings settings() {
        return new Settings(System.getenv());
    }

    /** The system's, unless a clock is put beside the jar on the class path: a test's, which all processes share. */
    @Singleton
    InstantSource clock() {
        return ServiceLoader.load(InstantSource.class, Wiring.class.getClassLoader())
                .findFirst()
                .orElseGet(InstantSource::system);
    }

    /** Emulators take no token, and where they are there is nobody to give one unless a test says who. */
    @Singleton
    Tokens tokens(Settings settings, InstantSource clock) {
        boolean nobody = !settings.text(Setting.LOOPKEEPER_EMULATOR_KEY).isEmpty()
                && settings.all().getOrDefault("IDENTITY_ENDPOINT", "").isBlank();
        return nobody ? resource -> Optional::empty : ManagedIdentity.of(settings.all(), clock)::tokensFor;
    }

    /** The client of blobs and queues alone, which unlike others signs for the emulator too. */
    @Singleton
    RestClient storage(Settings settings, Tokens tokens) {
        String emulator = settings.text(Setting.LOOPKEEPER_EMULATOR_KEY);
        if (emulator.isEmpty()) {
            return AzureRest.storage(tokens.of(ManagedIdentity.STORAGE)).within(Invocation::left);
        }
        String[] parts = emulator.split(":", 2);
        return AzureRest.storage(new SharedKey(parts[0], parts[1])).within(Invocation::left);
    }

    @Singleton
    Containers containers(Settings settings) {
        String state = settings.text(Setting.LOOPKEEPER_STATE_CONTAINER);
        String data = settings.text(Setting.LOOPKEEPER_DATA_CONTAINER);
        return new Containers(state, data.isEmpty() ? state : data);
    }

    @Singleton
    ObjectStore store(Settings settings, RestClient rest, Containers containers) {
        return new BlobObjectStore(rest, settings.text(Setting.LOOPKEEPER_BLOB_URL), containers);
    }

    @Singleton
    StepQueue queue(Settings settings, RestClient rest, InstantSource clock) {
        return new StorageQueue(rest, settings.text(Setting.LOOPKEEPER_QUEUE_URL), clock);
    }

    @Singleton
    Ground ground(ObjectStore store, StepQueue queue, InstantSource clock) {
        return Ground.mirroring(store, queue, clock);
    }

    @Singleton
    Guarded guarded(ObjectStore store, InstantSource clock) {
        return new Guarded(store, clock);
    }
}
