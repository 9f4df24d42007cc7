package dev.loopkeeper.gcp.emulators;

import com.google.cloud.NoCredentials;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.StorageOptions;
import dev.loopkeeper.gcp.rest.GoogleRest;
import dev.loopkeeper.gcp.store.Buckets;
import dev.loopkeeper.gcp.store.GcsObjectStore;
import dev.loopkeeper.store.ObjectStore;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Measures what a cold start pays for a client of Cloud Storage: each client by turns in a fresh JVM creates one object
 * if absent and reads it back. Prints medians of the time from the start of {@code main} to the first answer, of a warm
 * pair of calls, and of the classes that were loaded.
 *
 * <p>Started as a main class on the test class path; its own arguments are for the JVMs that it starts.
 */
public final class FirstCall {
    private static final int ROUNDS = 5;
    private static final int WARM = 50;
    private static final byte[] BODY = "{\"seq\":1}".getBytes(StandardCharsets.UTF_8);

    private FirstCall() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length == 3) {
            measure(args[0].equals("rest") ? ours(args[1], args[2]) : official(args[1], args[2]), System.nanoTime());
            return;
        }
        FakeGcs gcs = FakeGcs.shared();
        List<double[]> rest = new ArrayList<>();
        List<double[]> official = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            rest.add(child("rest", gcs.bareHost(), gcs.newBucket()));
            official.add(child("official", gcs.bareHost(), gcs.newBucket()));
        }
        print("rest", rest);
        print("official", official);
        System.exit(0);
    }

    private static void print(String client, List<double[]> rounds) {
        System.out.printf(
                Locale.ROOT,
                "%-8s first call %5.0f ms, CPU until then %5.0f ms, %5.0f classes, warm put and get %5.2f ms "
                        + "(medians of %d fresh JVMs)%n",
                client,
                median(rounds, 0),
                median(rounds, 1),
                median(rounds, 2),
                median(rounds, 3),
                ROUNDS);
    }

    /** One client's first and later calls. */
    private interface Calls {
        void putAndGet(String key);
    }

    private interface Client {
        Calls build();
    }

    private static Client ours(String host, String bucket) {
        return () -> {
            ObjectStore store = new GcsObjectStore(new GoogleRest(Optional::empty), host, Buckets.one(bucket));
            return key -> {
                check(store.putIfAbsent(key, BODY));
                check(Arrays.equals(store.get(key).orElseThrow(), BODY));
            };
        };
    }

    private static Client official(String host, String bucket) {
        return () -> {
            Storage storage = StorageOptions.newBuilder()
                    .setHost(host)
                    .setProjectId("test")
                    .setCredentials(NoCredentials.getInstance())
                    .build()
                    .getService();
            return key -> {
                storage.create(BlobInfo.newBuilder(bucket, key).build(), BODY, Storage.BlobTargetOption.doesNotExist());
                check(Arrays.equals(storage.readAllBytes(bucket, key), BODY));
            };
        };
    }

    private static void measure(Client client, long start) {
        Calls calls = client.build();
        calls.putAndGet("first");
        long first = System.nanoTime() - start;
        long cpu =
                ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
        int classes = ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
        long warm = System.nanoTime();
        for (int i = 0; i < WARM; i++) {
            calls.putAndGet("warm/" + i);
        }
        double each = (System.nanoTime() - warm) / 1e6 / WARM;
        System.out.println(first / 1e6 + " " + cpu / 1e6 + " " + classes + " " + each);
    }

    private static double[] child(String client, String host, String bucket) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        FirstCall.class.getName(),
                        client,
                        host,
                        bucket)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        check(process.waitFor() == 0);
        return Arrays.stream(said.strip().split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    private static double median(List<double[]> rounds, int column) {
        return rounds.stream()
                .mapToDouble(r -> r[column])
                .sorted()
                .skip(rounds.size() / 2)
                .findFirst()
                .orElseThrow();
    }

    private static void check(boolean held) {
        if (!held) {
            throw new IllegalStateException("a call did not do what it was measured for");
        }
    }
}
