package dev.loopkeeper.azure.bench;

import dev.loopkeeper.edge.Json;
import dev.loopkeeper.testkit.bench.FirstAnswer;
import dev.loopkeeper.testkit.bench.FirstAnswer.Asked;
import dev.loopkeeper.testkit.functions.HostProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Measures how long {@code roll-back} takes from the start of a JVM to its first answer, and of that to load the app
 * and to make the first call, against a hello world in the same host, side by side in one run; and how many classes
 * that loads, which no other load of the machine changes. C1 is what the Java worker starts its JVM with. The queues'
 * functions are switched off, as in the app that {@code infra/azure} gives to control.
 *
 * <p>Run it as {@code java -cp functions-azure/target/test-classes:$(cat functions-azure/target/test.classpath)
 * dev.loopkeeper.azure.bench.ColdStart functions-azure/target [rounds]} after {@code mvn package}. Needs Linux.
 */
public final class ColdStart {
    private static final List<String> C1 = List.of("-XX:TieredStopAtLevel=1");
    private static final List<String> OFF = List.of(
            "plan-retraining",
            "start-training",
            "compare-metrics-hint",
            "update-registry",
            "adjust-traffic",
            "notify-team");

    /** A way to start, and how it is asked. */
    private record Variant(Path root, List<String> options, Asked asked) {}

    private final Path work = Files.createTempDirectory("cold-start");
    private final Map<String, Variant> variants = new LinkedHashMap<>();

    private ColdStart(Path target) throws IOException {
        Path hello = HelloFolder.in(work.resolve("hello"));
        Path ours = target.toAbsolutePath().resolve("azure-functions/loopkeeper");
        add("hello", hello, List.of(), "/api/hello");
        add("roll-back", ours, List.of(), "/api/roll-back/models/sales:rollback");
        add("hello, C1", hello, C1, "/api/hello");
        add("roll-back, C1", ours, C1, "/api/roll-back/models/sales:rollback");
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length == 0) {
            throw new IllegalArgumentException("name the folder target of functions-azure, and the rounds if not 11");
        }
        new ColdStart(Path.of(args[0])).run(args.length > 1 ? Integer.parseInt(args[1]) : 11);
    }

    private void add(String name, Path root, List<String> options, String path) {
        variants.put(name, new Variant(root, options, new Asked(settings(), path, "/admin/host/status")));
    }

    private FirstAnswer start(Variant variant, List<String> more) throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(variant.options());
        options.addAll(more);
        return FirstAnswer.of(
                HostProcess.command(variant.root(), work.resolve("port"), options), work, variant.asked());
    }

    private long classes(Variant variant) throws IOException, InterruptedException {
        Path log = work.resolve("classes");
        start(variant, List.of("-Xlog:class+load:file=" + log));
        try (Stream<String> lines = Files.lines(log)) {
            return lines.count();
        }
    }

    private static Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("LOOPKEEPER_BLOB_URL", "http://127.0.0.1:1/account");
        settings.put("LOOPKEEPER_QUEUE_URL", "http://127.0.0.1:1/account");
        settings.put("LOOPKEEPER_STATE_CONTAINER", "container");
        settings.put("LOOPKEEPER_EMULATOR_KEY", "account:a2V5");
        settings.put("LOOPKEEPER_TENANT", "11111111-2222-3333-4444-555555555555");
        settings.put("LOOPKEEPER_AUDIENCE", "api://loopkeeper");
        settings.put("LOOPKEEPER_CALLERS", "aaaaaaaa-0000-1111-2222-333333333333");
        settings.put("LOOPKEEPER_SWEEP_SCHEDULE", "0 * * * * *");
        settings.put("LOOPKEEPER_PLAN_SCHEDULE", "0 0 * * * *");
        OFF.forEach(name -> settings.put("AzureWebJobs." + name + ".Disabled", "true"));
        return settings;
    }

    private void run(int rounds) throws IOException, InterruptedException {
        Map<String, List<FirstAnswer>> answers = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, Variant> variant : variants.entrySet()) {
                answers.computeIfAbsent(variant.getKey(), k -> new ArrayList<>())
                        .add(start(variant.getValue(), List.of()));
            }
        }
        System.out.printf(
                "%-16s %8s %6s %8s %6s %8s %8s %8s %7s %s%n",
                "", "wall ms", "ratio", "cpu ms", "ratio", "load ms", "call ms", "classes", "RSS MB", "is");
        for (Map.Entry<String, List<FirstAnswer>> one : answers.entrySet()) {
            List<FirstAnswer> hello = answers.get(one.getKey().replace("roll-back", "hello"));
            print(one.getKey(), one.getValue(), hello, classes(variants.get(one.getKey())));
        }
        System.out.printf(
                "%d rounds, Java %s; ratios are to hello with the same options%n",
                rounds, System.getProperty("java.version"));
    }

    private static void print(String name, List<FirstAnswer> all, List<FirstAnswer> hello, long classes) {
        double millis = FirstAnswer.median(all, FirstAnswer::millis);
        double cpu = FirstAnswer.median(all, FirstAnswer::cpuMillis);
        System.out.printf(
                "%-16s %8.0f %6.2f %8.0f %6.2f %8.0f %8.0f %8d %7.0f %d%n",
                name,
                millis,
                millis / FirstAnswer.median(hello, FirstAnswer::millis),
                cpu,
                cpu / FirstAnswer.median(hello, FirstAnswer::cpuMillis),
                FirstAnswer.median(all, answer -> reported(answer, "loadMillis")),
                FirstAnswer.median(all, answer -> reported(answer, "firstCallMillis")),
                classes,
                FirstAnswer.median(all, FirstAnswer::megabytes),
                all.get(0).status());
    }

    private static double reported(FirstAnswer answer, String name) {
        byte[] report = answer.report().getBytes(StandardCharsets.UTF_8);
        return Json.tree(report, "report").path(name).asDouble();
    }
}
