package dev.loopkeeper.local.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.edge.Json;
import dev.loopkeeper.local.JavaCommand;
import dev.loopkeeper.rollout.TrafficSplit;
import dev.loopkeeper.store.ObjectInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndpointDurabilityTest {
    @TempDir
    private Path home;

    /** What a loop's process does; it never ends by itself. */
    static final class LoopProcess {
        private LoopProcess() {}

        public static void main(String[] args) throws IOException {
            new EndpointProcess(Path.of(args[0]), EndpointProcess.Options.DEFAULT).ensureRunning();
            System.out.println("running");
            System.in.read();
        }
    }

    @Test
    void shouldServeTheSameAfterAKillAndLoseNoAnsweredPrediction() {
        try (Bench bench = new Bench(home, Duration.ofSeconds(2))) {
            bench.deploy("flights", "v1", "0.25");
            bench.deploy("flights", "v2", "0.75");
            bench.shift("flights", TrafficSplit.canary("v1", "v2", 50));
            Instant begin = Instant.now();
            for (int i = 0; i < 20; i++) {
                bench.predict("flights", "{\"instances\":[{\"id\":\"early-" + i + "\"}]}");
            }
            EndpointAddress killed = bench.address();
            kill(killed.pid());

            bench.restart();

            assertThat(bench.address().port()).isEqualTo(killed.port());
            assertThat(bench.endpoint().read("flights").split()).contains(TrafficSplit.canary("v1", "v2", 50));
            assertThat(bench.traffic("flights", 10)).containsOnlyKeys("v1", "v2");
            bench.endpoint().publishPredictions();
            List<PredictionLine> lines = Stream.of("v1", "v2")
                    .flatMap(version -> published(bench, version))
                    .toList();
            assertThat(lines).hasSize(30).allSatisfy(line -> {
                assertThat(line.value()).isEqualTo(line.version().equals("v1") ? 0.25 : 0.75);
                assertThat(line.at()).isBetween(begin, Instant.now());
            });
            assertThat(lines)
                    .extracting(PredictionLine::id)
                    .doesNotHaveDuplicates()
                    .filteredOn(id -> id.startsWith("early"))
                    .hasSize(20);
        }
    }

    @Test
    void shouldOutliveTheProcessThatStartedItAndBeFoundAgain() throws IOException, InterruptedException {
        Process loop = new ProcessBuilder(JavaCommand.of(LoopProcess.class, List.of(), List.of(home.toString())))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(loop.inputReader().readLine()).isEqualTo("running");
        EndpointAddress started = EndpointAddress.read(home).orElseThrow();

        loop.destroyForcibly().waitFor();

        try (Bench bench = new Bench(home, Duration.ofSeconds(2))) {
            assertThat(bench.address()).isEqualTo(started);
            bench.process().stop();
            assertThat(bench.process().running()).isEmpty();
        }
    }

    @Test
    void shouldFindItsServerAgainAfterTheClockWasSet() throws IOException {
        try (Bench bench = new Bench(home, Duration.ofSeconds(2))) {
            EndpointAddress now = bench.address();
            EndpointAddress before = new EndpointAddress(
                    now.pid(), now.host(), now.port(), now.startedAt().minus(Duration.ofDays(2)));
            before.write(home);

            assertThat(bench.process().ensureRunning()).isEqualTo(before);
            bench.process().stop();
            assertThat(ProcessHandle.of(now.pid()).filter(ProcessHandle::isAlive))
                    .isEmpty();
        }
    }

    private static void kill(long pid) {
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        List<ProcessHandle> versions = process.children().toList();
        process.destroyForcibly();
        process.onExit().join();
        versions.forEach(version -> Bench.await(() -> !version.isAlive()));
    }

    private static Stream<PredictionLine> published(Bench bench, String version) {
        return bench.store().list("predictions/flights/" + version + "/", "", 100).stream()
                .map(ObjectInfo::key)
                .flatMap(key -> new String(bench.store().get(key).orElseThrow(), StandardCharsets.UTF_8).lines())
                .map(line -> Json.read(line.getBytes(StandardCharsets.UTF_8), PredictionLine.class, "prediction"));
    }
}
