package dev.loopkeeper.gcp.wire;

import dev.loopkeeper.connectors.rest.AccessTokens;
import dev.loopkeeper.gcp.auth.GoogleCallers;
import dev.loopkeeper.gcp.auth.IdTokens;
import dev.loopkeeper.gcp.log.Request;
import dev.loopkeeper.gcp.queue.PubSubQueue;
import dev.loopkeeper.gcp.rest.GoogleRest;
import dev.loopkeeper.gcp.rest.MetadataTokens;
import dev.loopkeeper.gcp.store.Buckets;
import dev.loopkeeper.gcp.store.GcsObjectStore;
import dev.loopkeeper.host.Callers;
import dev.loopkeeper.host.Ground;
import dev.loopkeeper.host.Guarded;
import dev.loopkeeper.host.Settings;
import dev.loopkeeper.loop.StepQueue;
import dev.loopkeeper.store.ObjectStore;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.ServiceLoader;

/** What every function stands on: settings, clock, store, queue, and who may call. */
@Factory
final class Wiring {
    /** What is left to log and answer. */
    private static final Duration TO_ANSWER = Duration.ofSeconds(5);

    private static final String METADATA = "metadata.google.internal";

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

    /**
     * Emulators take no token, and where they are there is nobody to give one. Whoever is cut off by the platform is
     * frozen in the middle of a write and may go on much later; so no call outlasts the time that a function has.
     */
    @Singleton
    GoogleRest rest(Settings settings, InstantSource clock) {
        String metadata = settings.all().getOrDefault("GCE_METADATA_HOST", METADATA);
        AccessTokens tokens = settings.text(Setting.STORAGE_EMULATOR_HOST).isEmpty()
                ? new MetadataTokens(metadata, clock)
                : Optional::empty;
        Duration end = Duration.ofSeconds(Long.parseLong(settings.text(Setting.LOOPKEEPER_TIMEOUT)))
                .minus(TO_ANSWER);
        return new GoogleRest(tokens).within(() -> end.minus(Request.worked()));
    }

    @Singleton
    Buckets buckets(Settings settings) {
        String state = settings.text(Setting.LOOPKEEPER_STATE_BUCKET);
        String data = settings.text(Setting.LOOPKEEPER_DATA_BUCKET);
        return new Buckets(state, data.isEmpty() ? state : data);
    }

    @Singleton
    ObjectStore store(Settings settings, GoogleRest rest, Buckets buckets) {
        String host = address(settings.text(Setting.STORAGE_EMULATOR_HOST), "https://storage.googleapis.com");
        return new GcsObjectStore(rest, host, buckets);
    }

    @Singleton
    StepQueue queue(Settings settings, GoogleRest rest, InstantSource clock) {
        String host = address(settings.text(Setting.PUBSUB_EMULATOR_HOST), "https://pubsub.googleapis.com");
        return new PubSubQueue(rest, host, settings.text(Setting.LOOPKEEPER_PROJECT), clock);
    }

    @Singleton
    Ground ground(ObjectStore store, StepQueue queue, InstantSource clock) {
        return Ground.on(store, queue, clock);
    }

    @Singleton
    Guarded guarded(ObjectStore store, InstantSource clock) {
        return new Guarded(store, clock);
    }

    @Singleton
    Callers callers(Settings settings, InstantSource clock) {
        settings.check(Setting.LOOPKEEPER_AUDIENCE, Setting.LOOPKEEPER_CALLERS);
        return new GoogleCallers(tokens(settings, clock), settings.words(Setting.LOOPKEEPER_CALLERS));
    }

    /** Made once with its bean: it keeps Google's keys, which a new one for each request would fetch each time. */
    private static IdTokens tokens(Settings settings, InstantSource clock) {
        return new IdTokens(
                IdTokens.keys(settings.text(Setting.LOOPKEEPER_JWKS), clock),
                settings.list(Setting.LOOPKEEPER_AUDIENCE),
                settings.on(Setting.LOOPKEEPER_IAM_CHECKED),
                clock);
    }

    /** Emulators are named with or without a scheme. */
    static String address(String emulator, String otherwise) {
        if (emulator.isEmpty()) {
            return otherwise;
        }
        return emulator.contains("://") ? emulator : "http://" + emulator;
    }
}
