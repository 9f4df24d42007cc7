package dev.loopkeeper.local.run;

import dev.loopkeeper.store.Layout;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Measures what a batch costs: {@code IngestScale <folder> batches 10000} for one model, {@code IngestScale <folder>
 * models 1000} for one batch a model. Prints milliseconds a batch along the way, the time of {@code /status.json}, and
 * the heap in use.
 */
final class IngestScale {
    private final Path home;
    private final boolean models;
    private final int count;

    private IngestScale(Path home, boolean models, int count) {
        this.home = home;
        this.models = models;
        this.count = count;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length != 3) {
            System.err.println("usage: IngestScale <new folder> batches|models <count>");
            System.exit(2);
        }
        new IngestScale(Path.of(args[0]), args[1].equals("models"), Integer.parseInt(args[2])).measure();
    }

    private void measure() throws IOException, InterruptedException {
        prepare();
        RunningLoop.Options options = new RunningLoop.Options("127.0.0.1", 0, OptionalInt.empty(), Set.of());
        System.out.printf(
                "%8s %12s %14s %14s %10s%n",
                models ? "models" : "batches", "seconds", "ms a batch", "CPU ms a batch", "heap MiB");
        long start = System.nanoTime();
        try (RunningLoop running = RunningLoop.start(home, options)) {
            int[] marks = {count / 10, count / 4, count / 2, count * 3 / 4, count};
            int before = 0;
            long since = start;
            long cpu = cpu();
            for (int mark : marks) {
                while (done() < mark) {
                    TimeUnit.MILLISECONDS.sleep(20);
                }
                long now = System.nanoTime();
                System.out.printf(
                        Locale.ROOT,
                        "%8d %12.1f %14.2f %14.2f %10d%n",
                        mark,
                        (now - start) / 1e9,
                        (now - since) / 1e6 / (mark - before),
                        (cpu() - cpu) / 1e6 / (mark - before),
                        heap());
                cpu = cpu();
                before = mark;
                since = now;
            }
            status(running.address());
        }
    }

    private static void status(RunningLoop.Address address) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        for (int i = 0; i < 3; i++) {
            long start = System.nanoTime();
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create(address.url() + "/status.json"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            System.out.printf(
                    Locale.ROOT,
                    "status.json: %d, %d bytes, %.0f ms%n",
                    answer.statusCode(),
                    answer.body().length(),
                    (System.nanoTime() - start) / 1e6);
        }
    }

    private void prepare() throws IOException {
        Random random = new Random(1);
        for (int i = 0; i < (models ? count : 1); i++) {
            Path config = home.resolve(Layout.config(name(i)));
            Files.createDirectories(config.getParent());
            Files.writeString(
                    config,
                    "model: " + name(i) + "\ndata: {label: late}\nretrain: {minRows: 1000000000, debounce: 5s}\n");
            Files.createDirectories(home.resolve("data").resolve(name(i)));
        }
        for (int i = 0; i < count; i++) {
            StringBuilder csv = new StringBuilder("distance,carrier,late\n");
            for (int row = 0; row < 20; row++) {
                csv.append(random.nextInt(5_000))
                        .append(',')
                        .append("ABCD".charAt(random.nextInt(4)))
                        .append(',')
                        .append(row % 2)
                        .append('\n');
            }
            Files.writeString(
                    home.resolve("data").resolve(name(models ? i : 0)).resolve(String.format("b%06d.csv", i)), csv);
        }
    }

    private static String name(int model) {
        return "model-" + model;
    }

    private int done() throws IOException {
        int found = 0;
        for (int i = 0; i < (models ? count : 1); i++) {
            Path folder = home.resolve("batches").resolve(name(i));
            if (Files.isDirectory(folder)) {
                try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                    for (Path file : files) {
                        found++;
                    }
                }
            }
        }
        return found;
    }

    private static long cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    }

    private static long heap() {
        return (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20;
    }
}
