package dev.loopkeeper.local.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.rollout.TrafficSplit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionIsolationTest {
    private static final String ONE = "{\"instances\":[{\"x\":1}]}";

    @TempDir
    private static Path home;

    private static Bench bench;

    @BeforeAll
    static void start() {
        bench = new Bench(home, Duration.ofMillis(400));
    }

    @AfterAll
    static void stop() {
        bench.close();
    }

    @Test
    void shouldServeCallersOfAThrowingVersionFromTheOtherAndCountTheErrors() {
        canary("throwing", "0.75 errors 1.0", 50);

        assertThat(bench.traffic("throwing", 40)).isEqualTo(Map.of("v1", 40));

        assertThat(errors("throwing", "v2", "500", "version-failed")).isBetween(18.0, 22.0);
        assertThat(errors("throwing", "v1", "500", "version-failed")).isZero();
        assertThat(bench.predict("throwing", ONE, "Loopkeeper-Version", "v2").statusCode())
                .isEqualTo(500);
    }

    @Test
    void shouldKeepTheChampionAnsweringWhileAnotherVersionHangs() throws Exception {
        canary("hanging", "0.75 hang 0", 30);
        ExecutorService callers = Executors.newFixedThreadPool(24);
        try {
            Callable<Map<String, Integer>> caller = () -> bench.traffic("hanging", 5);
            for (Future<Map<String, Integer>> served : callers.invokeAll(
                    IntStream.range(0, 24).mapToObj(i -> caller).toList())) {
                assertThat(served.get()).isEqualTo(Map.of("v1", 5));
            }
        } finally {
            callers.shutdownNow();
        }
        assertThat(errors("hanging", "v2", "504", "version-timed-out")).isPositive();
        assertThat(bench.predict("hanging", ONE, "Loopkeeper-Version", "v2").statusCode())
                .isEqualTo(504);
        long begin = System.nanoTime();
        assertThat(bench.predict("hanging", ONE, "Loopkeeper-Version", "v1").statusCode())
                .isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(300));
    }

    @Test
    void shouldConfineAVersionThatEatsItsMemoryAndStartItAgain() {
        canary("greedy", "0.75 memory 0", 50);
        long champion = pid("greedy/v1");
        long greedy = pid("greedy/v2");

        assertThat(bench.traffic("greedy", 160)).containsOnlyKeys("v1", "v2");

        Bench.await(() -> bench.metric("loopkeeper_endpoint_up{endpoint=\"greedy\",version=\"v2\"}") == 1);
        assertThat(pid("greedy/v2")).isNotEqualTo(greedy);
        assertThat(pid("greedy/v1")).isEqualTo(champion);
        assertThat(errors("greedy", "v2", "503", "version-down")).isPositive();
    }

    @Test
    void shouldStartAKilledVersionAgain() {
        canary("killed", "0.75", 50);
        long before = pid("killed/v2");

        ProcessHandle.of(before).orElseThrow().destroyForcibly();

        assertThat(bench.traffic("killed", 20).values().stream()
                        .mapToInt(n -> n)
                        .sum())
                .isEqualTo(20);
        Bench.await(
                () -> bench.predict("killed", ONE, "Loopkeeper-Version", "v2").statusCode() == 200);
        assertThat(pid("killed/v2")).isNotEqualTo(before);
    }

    @Test
    void shouldLetCallersOfTheOnlyVersionWaitForItsRestart() {
        bench.deploy("alone", "v1", "0.25");
        bench.shift("alone", TrafficSplit.all("v1"));

        ProcessHandle.of(pid("alone/v1")).orElseThrow().destroyForcibly();

        assertThat(bench.traffic("alone", 5)).isEqualTo(Map.of("v1", 5));
        assertThat(errors("alone", "v1", "503", "version-down")).isPositive();
    }

    @Test
    void shouldCountRowsThatOnlyOneVersionRefusesAsItsErrors() {
        canary("strict", "refuse", 50);

        assertThat(bench.traffic("strict", 20)).isEqualTo(Map.of("v1", 20));
        assertThat(errors("strict", "v2", "400", "instances-refused")).isBetween(8.0, 12.0);

        bench.predict("strict", "{\"instances\":[{\"echo\":\"word\"}]}");
        assertThat(errors("strict", "v1", "400", "instances-refused")).isZero();
        assertThat(errors("strict", "v2", "400", "instances-refused"))
                .as("both refuse")
                .isBetween(8.0, 12.0);
    }

    private static void canary(String name, String challenger, int weight) {
        bench.deploy(name, "v1", "0.25");
        bench.deploy(name, "v2", challenger);
        bench.shift(name, TrafficSplit.canary("v1", "v2", weight));
    }

    private static double errors(String name, String version, String status, String reason) {
        return bench.metric("loopkeeper_endpoint_errors_total{endpoint=\"" + name + "\",version=\"" + version
                + "\",code=\"" + status + "\",reason=\"" + reason + "\"}");
    }

    private static long pid(String version) {
        return ProcessHandle.of(bench.address().pid())
                .orElseThrow()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains("/" + version + "/"))
                .findFirst()
                .orElseThrow()
                .pid();
    }
}
