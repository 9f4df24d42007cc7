package dev.loopkeeper.gcp.emulators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.connectors.rest.RestCall;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.gcp.rest.EagerRest;
import dev.loopkeeper.gcp.rest.GoogleRest;
import dev.loopkeeper.gcp.store.Buckets;
import dev.loopkeeper.gcp.store.GcsObjectStore;
import dev.loopkeeper.store.ObjectStore;
import dev.loopkeeper.testkit.store.EmulatedStore;
import dev.loopkeeper.testkit.store.Fault;
import dev.loopkeeper.testkit.store.FaultyFront;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * fake-gcs-server in memory, started once for all tests of a JVM; tests keep apart by buckets of their own.
 *
 * <p>{@link #host()} is a front: what the emulator forgets is made up for there, see {@link GenerationMatch}.
 */
public final class FakeGcs implements EmulatedStore, AutoCloseable {
    private final EmulatorProcess process;
    private final FaultyFront front;

    private FakeGcs(Path program, Map<String, String> env, String... more) {
        process = EmulatorProcess.start(port -> command(program, port, more), env);
        front = front();
    }

    private static List<String> command(Path program, int port, String... more) {
        List<String> command = new ArrayList<>(List.of(
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
        command.addAll(List.of(more));
        return command;
    }

    private static final class Shared {
        private static final FakeGcs ONE = new FakeGcs(Installed.fakeGcs(), Map.of());
    }

    /** The one of this JVM; skips the calling test when the emulator is not installed. */
    public static FakeGcs shared() {
        Installed.fakeGcs();
        return Shared.ONE;
    }

    /** One of its own that tells a topic of every new object under a prefix, as a bucket's notification does. */
    public static FakeGcs telling(PubSubEmulator pubSub, String project, String topic, String prefix) {
        return new FakeGcs(
                Installed.fakeGcs(),
                Map.of("PUBSUB_EMULATOR_HOST", pubSub.host().replace("http://", "")),
                "-event.pubsub-project-id",
                project,
                "-event.pubsub-topic",
                topic,
                "-event.list",
                "finalize",
                "-event.object-prefix",
                prefix);
    }

    @Override
    public String host() {
        return front.host();
    }

    /** The emulator itself, with what it forgets. */
    public String bareHost() {
        return process.host();
    }

    @Override
    public FaultyFront front() {
        return new FaultyFront(process.host(), new GenerationMatch());
    }

    @Override
    public String newPlace() {
        return newBucket();
    }

    @Override
    public String word() {
        return "bucket";
    }

    @Override
    public ObjectStore at(String host, String state, String uploads, Consumer<Duration> pauses) {
        return new GcsObjectStore(new EagerRest(pauses).calls(), host, new Buckets(state, uploads));
    }

    @Override
    public Fault turnedAway(int status, int retryAfter) {
        return Fault.answer(status, "{\"error\":{\"code\":" + status + ",\"message\":\"slow down\"}}")
                .with("Retry-After", Integer.toString(retryAfter));
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

    /** Ends one that is not shared. */
    @Override
    public void close() {
        front.close();
        process.close();
    }
}
