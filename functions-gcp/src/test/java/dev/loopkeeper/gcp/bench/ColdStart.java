package dev.loopkeeper.gcp.bench;

import dev.loopkeeper.testkit.bench.FirstAnswer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/**
 * Measures how long {@code roll-back} takes from the start of its JVM to its first answer, against a hello world on the
 * plain framework, side by side in one run, and prints medians and ratios.
 *
 * <p>Run it as {@code java -cp functions-gcp/target/test-classes:shared/testkit/target/classes
 * dev.loopkeeper.gcp.bench.ColdStart functions-gcp/target [rounds]} after {@code mvn package}. Needs Linux, for
 * {@code /proc}.
 */
public final class ColdStart {
    /** By name, as the framework it needs is not on our own class path. */
    private static final String HELLO = "dev.loopkeeper.gcp.bench.HelloFunction";

    private static final String OURS = "dev.loopkeeper.gcp.function.RollBackFunction";
    private static final String INVOKER = "com.google.cloud.functions.invoker.runner.Invoker";
    private static final FirstAnswer.Asked ASKED = new FirstAnswer.Asked(
            Map.of(
                    "LOOPKEEPER_PROJECT", "my-project",
                    "LOOPKEEPER_STATE_BUCKET", "bucket",
                    "LOOPKEEPER_AUDIENCE", "https://roll-back.example.run.app",
                    "LOOPKEEPER_CALLERS", "ada@example.org"),
            "/models/sales:rollback",
            "");
    private static final List<String> C1 = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private final Path target;
    private final Path work;
    private final Map<String, List<String>> variants = new LinkedHashMap<>();

    private ColdStart(Path target) throws IOException {
        this.target = target.toAbsolutePath();
        this.work = Files.createTempDirectory("cold-start");
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length == 0) {
            throw new IllegalArgumentException("name the folder target of functions-gcp, and the rounds if not 11");
        }
        new ColdStart(Path.of(args[0])).run(args.length > 1 ? Integer.parseInt(args[1]) : 11);
    }

    private void run(int rounds) throws IOException, InterruptedException {
        Path hello = helloJar();
        Path ours = target.resolve("loopkeeper-gcp.jar");
        variants.put("hello", buildpack(List.of(), hello, HELLO));
        variants.put("roll-back", buildpack(List.of(), ours, OURS));
        variants.put("hello, C1", buildpack(C1, hello, HELLO));
        variants.put("roll-back, C1", buildpack(C1, ours, OURS));
        variants.put("roll-back, flat", flat(List.of(), ours));
        variants.put("roll-back, flat, AppCDS", flat(archived("plain", List.of(), ours), ours));
        variants.put("roll-back, flat, AppCDS, C1", flat(archived("c1", C1, ours), ours));
        Map<String, List<FirstAnswer>> answers = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, List<String>> variant : variants.entrySet()) {
                FirstAnswer answer = FirstAnswer.of(variant.getValue(), work, ASKED);
                answers.computeIfAbsent(variant.getKey(), k -> new ArrayList<>())
                        .add(answer);
            }
        }
        print(answers, Files.size(ours));
    }

    private List<String> buildpack(List<String> options, Path jar, String function) {
        List<String> command = java(options);
        command.addAll(List.of("-jar", invoker(), "--classpath", jar.toString(), "--target", function));
        return command;
    }

    private List<String> flat(List<String> options, Path jar) {
        List<String> command = java(options);
        command.addAll(List.of("-cp", invoker() + ":" + jar, INVOKER, "--target", OURS));
        return command;
    }

    private static List<String> java(List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        return command;
    }

    private String invoker() {
        return target.resolve("java-function-invoker.jar").toString();
    }

    /** Runs once to see which classes a start needs, and keeps them as an archive. */
    private List<String> archived(String name, List<String> options, Path jar)
            throws IOException, InterruptedException {
        String archive = work.resolve(name + ".jsa").toString();
        List<String> training = new ArrayList<>(options);
        training.add("-XX:ArchiveClassesAtExit=" + archive);
        FirstAnswer.of(flat(training, jar), work, ASKED);
        List<String> trained = new ArrayList<>(options);
        trained.add("-XX:SharedArchiveFile=" + archive);
        return trained;
    }

    private Path helloJar() throws IOException {
        Path jar = work.resolve("hello.jar");
        String name = HELLO.replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            out.putNextEntry(new JarEntry(name));
            Files.copy(target.resolve("test-classes").resolve(name), out);
        }
        return jar;
    }

    private static void print(Map<String, List<FirstAnswer>> answers, long bytes) {
        double wall = FirstAnswer.median(answers.get("hello"), FirstAnswer::millis);
        double cpu = FirstAnswer.median(answers.get("hello"), FirstAnswer::cpuMillis);
        System.out.printf("%-28s %9s %7s %9s %7s %7s %s%n", "", "wall ms", "ratio", "cpu ms", "ratio", "RSS MB", "is");
        answers.forEach((name, all) -> {
            double millis = FirstAnswer.median(all, FirstAnswer::millis);
            double used = FirstAnswer.median(all, FirstAnswer::cpuMillis);
            double rss = FirstAnswer.median(all, FirstAnswer::megabytes);
            System.out.printf(
                    "%-28s %9.0f %7.2f %9.0f %7.2f %7.0f %d%n",
                    name,
                    millis,
                    millis / wall,
                    used,
                    used / cpu,
                    rss,
                    all.get(0).status());
        });
        System.out.printf(
                "jar %.1f MB, %d rounds, Java %s%n",
                bytes / 1e6, answers.get("hello").size(), System.getProperty("java.version"));
    }
}
