package dev.loopkeeper.testkit.store;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Measures what a cold start pays for a client of an object store: each client by turns in a fresh JVM. Prints medians
 * of the time from the start of {@code main} to the first answer, of the same calls when warm, and of the classes that
 * were loaded.
 *
 * @param main is started with a client's name and more arguments, and calls {@link #measure}
 * @param calls names what is measured, such as {@code put and get}
 */
public record FirstCalls(Class<?> main, String calls) {
    private static final int ROUNDS = 5;
    private static final int WARM = 50;

    /** What is measured, under a key that nobody has used. */
    public interface Calls {
        void on(String key);
    }

    /** A client before anything of it is loaded. */
    public interface Client {
        Calls build();
    }

    /** @param arguments of the next JVM, after the client's name */
    public void compare(List<String> clients, Supplier<List<String>> arguments)
            throws IOException, InterruptedException {
        Map<String, List<double[]>> rounds = new LinkedHashMap<>();
        for (int i = 0; i < ROUNDS; i++) {
            for (String client : clients) {
                rounds.computeIfAbsent(client, c -> new ArrayList<>()).add(child(client, arguments.get()));
            }
        }
        rounds.forEach(this::print);
    }

    private void print(String client, List<double[]> rounds) {
        System.out.printf(
                Locale.ROOT,
                "%-8s first call %5.0f ms, CPU until then %5.0f ms, %5.0f classes, warm %s %5.2f ms "
                        + "(medians of %d fresh JVMs)%n",
                client,
                median(rounds, 0),
                median(rounds, 1),
                median(rounds, 2),
                calls,
                median(rounds, 3),
                ROUNDS);
    }

    /** @param start the nanosecond at which {@code main} began */
    public static void measure(Client client, long start) {
        Calls calls = client.build();
        calls.on("first");
        long first = System.nanoTime() - start;
        long cpu =
                ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
        int classes = ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
        long warm = System.nanoTime();
        for (int i = 0; i < WARM; i++) {
            calls.on("warm/" + (100 + i));
        }
        double each = (System.nanoTime() - warm) / 1e6 / WARM;
        System.out.println(first / 1e6 + " " + cpu / 1e6 + " " + classes + " " + each);
    }

    private double[] child(String client, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                client));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
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

    /** A call that failed fast must not win. */
    public static void check(boolean held) {
        if (!held) {
            throw new IllegalStateException("a call did not do what it was measured for");
        }
    }
}
