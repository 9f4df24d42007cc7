package dev.loopkeeper.azure.emulators;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.common.StorageSharedKeyCredential;
import dev.loopkeeper.azure.store.BlobObjectStore;
import dev.loopkeeper.azure.store.Containers;
import dev.loopkeeper.store.ObjectStore;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Measures what a cold start pays for a client of Blob Storage: each client by turns in a fresh JVM creates one object
 * if absent, reads it back and lists it. Prints medians of the time from the start of {@code main} to the first answer,
 * of a warm three calls, and of the classes that were loaded.
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
        Azurite azurite = Azurite.shared();
        List<double[]> rest = new ArrayList<>();
        List<double[]> official = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            rest.add(child("rest", azurite.blobs(), azurite.newContainer()));
            official.add(child("official", azurite.blobs(), azurite.newContainer()));
        }
        print("rest", rest);
        print("official", official);
        System.exit(0);
    }

    private static void print(String client, List<double[]> rounds) {
        System.out.printf(
                Locale.ROOT,
                "%-8s first call %5.0f ms, CPU until then %5.0f ms, %5.0f classes, warm put, get and list %5.2f ms "
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
        void putGetAndList(String key);
    }

    private interface Client {
        Calls build();
    }

    private static Client ours(String host, String container) {
        return () -> {
            ObjectStore store = new BlobObjectStore(Azurite.rest(), host, Containers.one(container));
            return key -> {
                check(store.putIfAbsent(key, BODY));
                check(Arrays.equals(store.get(key).orElseThrow(), BODY));
                check(store.list(key, "", 10).size() == 1);
            };
        };
    }

    private static Client official(String host, String container) {
        return () -> {
            BlobContainerClient client = new BlobServiceClientBuilder()
                    .endpoint(host)
                    .credential(
                            new StorageSharedKeyCredential(Azurite.DEVELOPMENT.account(), Azurite.DEVELOPMENT.key()))
                    .httpClient(new JdkHttpClientBuilder().build())
                    .buildClient()
                    .getBlobContainerClient(container);
            return key -> {
                BlobClient blob = client.getBlobClient(key);
                blob.upload(BinaryData.fromBytes(BODY), false);
                check(Arrays.equals(blob.downloadContent().toBytes(), BODY));
                check(client.listBlobs(new ListBlobsOptions().setPrefix(key), null).stream()
                                .count()
                        == 1);
            };
        };
    }

    private static void measure(Client client, long start) {
        Calls calls = client.build();
        calls.putGetAndList("first");
        long first = System.nanoTime() - start;
        long cpu =
                ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
        int classes = ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
        long warm = System.nanoTime();
        for (int i = 0; i < WARM; i++) {
            calls.putGetAndList("warm/" + (100 + i));
        }
        double each = (System.nanoTime() - warm) / 1e6 / WARM;
        System.out.println(first / 1e6 + " " + cpu / 1e6 + " " + classes + " " + each);
    }

    private static double[] child(String client, String host, String container)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        FirstCall.class.getName(),
                        client,
                        host,
                        container)
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
