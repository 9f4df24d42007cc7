package dev.loopkeeper.gcp.emulators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.connectors.rest.RestCall;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.gcp.rest.GoogleRest;
import dev.loopkeeper.gcp.store.Buckets;
import dev.loopkeeper.gcp.store.GcsObjectStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * fake-gcs-server in memory, started once for all tests of a JVM; tests keep apart by buckets of their own.
 *
 * <p>{@link #host()} is a {@link GcsFront}: what the emulator forgets is made up for there.
 */
public final class FakeGcs {
    private final EmulatorProcess process;
    private final GcsFront front;

    private FakeGcs(Path program) {
        process = EmulatorProcess.start(port -> List.of(
                program.toString(),
                "-backend",
                "memory",
                "-scheme",
                "http",
                "-host",
                "127.0.0.1",
                "-port",
                Integer.toString(port),
                "-log-level",
                "error"));
        front = new GcsFront(process.host());
    }

    private static final class Shared {
        private static final FakeGcs ONE = new FakeGcs(Installed.fakeGcs());
    }

    /** The one of this JVM; skips the calling test when the emulator is not installed. */
    public static FakeGcs shared() {
        Installed.fakeGcs();
        return Shared.ONE;
    }

    /** Where clients call. */
    public String host() {
        return front.host();
    }

    /** The emulator itself, with what it forgets. */
    public String bareHost() {
        return process.host();
    }

    /** A front of one's own, to spoil requests; the caller closes it. */
    public GcsFront front() {
        return new GcsFront(process.host());
    }

    /** Creates an empty bucket and returns its name. */
    public String newBucket() {
        String name = "bucket-" + UUID.randomUUID();
        RestCall call = RestCall.json(
                "POST",
                process.host() + "/storage/v1/b?project=test",
                Json.mapper().valueToTree(Map.of("name", name)));
        assertThat(rest().call(call, "bucket " + name).status()).isEqualTo(200);
        return name;
    }

    /** A store on an empty bucket. */
    public GcsObjectStore newStore() {
        return new GcsObjectStore(rest(), host(), Buckets.one(newBucket()));
    }

    /** Calls without a token. */
    public static GoogleRest rest() {
        return new GoogleRest(Optional::empty);
    }
}
