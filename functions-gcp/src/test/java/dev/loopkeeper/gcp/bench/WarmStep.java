package dev.loopkeeper.gcp.bench;

import dev.loopkeeper.edge.Json;
import dev.loopkeeper.gcp.emulators.EventarcEvent;
import dev.loopkeeper.gcp.emulators.FakeGcs;
import dev.loopkeeper.gcp.emulators.PubSubEmulator;
import dev.loopkeeper.gcp.function.RunningFunction;
import dev.loopkeeper.gcp.queue.PubSubQueue;
import dev.loopkeeper.gcp.store.Buckets;
import dev.loopkeeper.gcp.store.GcsObjectStore;
import dev.loopkeeper.host.StepMessage;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.testkit.bench.FirstAnswer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Measures warm events in Google's own invoker on the real emulators: p50 and p99 of 300, or as many as its argument
 * says, after 50 that are not counted, and what the process then holds in memory. An upload has its hint published in
 * the event that is measured, because the model does not wait for a burst to end.
 *
 * <p>After {@code mvn package}, run it as {@link StoreBill}, with
 * {@code -Dloopkeeper.gcp.jar=functions-gcp/target/loopkeeper-gcp.jar
 * -Dloopkeeper.gcp.invoker=functions-gcp/target/java-function-invoker.jar}. Without the Pub/Sub emulator hints are
 * refused by a closed port. Needs Linux, for {@code /proc}.
 */
public final class WarmStep {
    private static final int WARM_UPS = 50;
    private static final String PROJECT = "warm-step";
    private static final String HINTS = "hints";

    private final String bucket = FakeGcs.shared().newBucket();
    private final GcsObjectStore store =
            new GcsObjectStore(FakeGcs.rest(), FakeGcs.shared().host(), Buckets.one(bucket));
    private final Optional<PubSubEmulator> pubSub = PubSubEmulator.ifInstalled();
    private final int events;

    private WarmStep(int events) {
        this.events = events;
    }

    public static void main(String[] args) throws IOException {
        // Without it the proxy before the emulator waits 40 ms for an acknowledgement at every answer.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        new WarmStep(args.length > 0 ? Integer.parseInt(args[0]) : 300).run();
        System.exit(0);
    }

    private void topics(PubSubEmulator emulator) {
        for (StepName step : StepName.values()) {
            emulator.createTopic(PROJECT, PubSubQueue.topic(step));
        }
        emulator.subscribe(PROJECT, PubSubQueue.topic(StepName.PLAN_RETRAINING), HINTS);
    }

    private void run() throws IOException {
        pubSub.ifPresent(this::topics);
        String config = "model: sales\ndata: {label: late}\nretrain: {minRows: 1000000, debounce: PT0S}\n";
        put(Layout.config("sales"), config);
        System.out.printf("%-18s %8s %8s %8s%n", "", "p50 ms", "p99 ms", "RSS MB");
        measure("IngestDataFunction", EventarcEvent.FINALIZED, this::upload);
        measure("NotifyTeamFunction", EventarcEvent.PUBLISHED, i -> hint(StepName.NOTIFY_TEAM));
        System.out.println(pubSub.map(emulator -> emulator.pull(PROJECT, HINTS).size() + " hints went out")
                .orElse("no hint went out: nobody listens"));
        System.out.println("load " + Files.readString(Path.of("/proc/loadavg")).strip());
    }

    private void measure(String function, String type, IntFunction<byte[]> event) throws IOException {
        Map<String, String> env = Map.of(
                "LOOPKEEPER_PROJECT",
                PROJECT,
                "LOOPKEEPER_REGION",
                "europe-west4",
                "LOOPKEEPER_STATE_BUCKET",
                bucket,
                "STORAGE_EMULATOR_HOST",
                FakeGcs.shared().host(),
                "PUBSUB_EMULATOR_HOST",
                pubSub.map(PubSubEmulator::host).orElse("127.0.0.1:1"),
                "LOOPKEEPER_VERTEX_HOST",
                "http://127.0.0.1:1");
        try (RunningFunction running = RunningFunction.start(
                "dev.loopkeeper.gcp.function." + function, env, System.getProperty("loopkeeper.gcp.jar"), "")) {
            double[] millis = new double[events];
            for (int i = 0; i < WARM_UPS + events; i++) {
                byte[] data = event.apply(i);
                long start = System.nanoTime();
                int status = running.binary(type, data);
                double took = (System.nanoTime() - start) / 1e6;
                if (status / 100 != 2) {
                    throw new IllegalStateException(function + " answered " + status + "\n" + running.output());
                }
                if (i >= WARM_UPS) {
                    millis[i - WARM_UPS] = took;
                }
            }
            Arrays.sort(millis);
            System.out.printf(
                    "%-18s %8.1f %8.1f %8.0f%n",
                    function, millis[events / 2], millis[events * 99 / 100], FirstAnswer.resident(running.pid()));
        }
    }

    /** An upload of a hundred rows, and the event of it. */
    private byte[] upload(int i) {
        String key = "data/sales/" + i + ".csv";
        put(key, "x,late\n" + "1,0\n2,1\n3,0\n4,1\n".repeat(25));
        ObjectInfo object = store.stat(key).orElseThrow();
        return Json.write(Map.of(
                "bucket", bucket, "name", key, "generation", object.version(), "size", Long.toString(object.size())));
    }

    private static byte[] hint(StepName step) {
        String data = Base64.getEncoder().encodeToString(new StepMessage(step, "sales").write());
        return Json.write(Map.of("message", Map.of("data", data, "messageId", "1")));
    }

    private void put(String key, String text) {
        store.put(key, text.getBytes(StandardCharsets.UTF_8));
    }
}
