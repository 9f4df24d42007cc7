package dev.loopkeeper.local.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.config.LoopConfigReader;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.evaluate.PredictionLine;
import dev.loopkeeper.local.store.FileObjectStore;
import dev.loopkeeper.local.trainer.Scorer;
import dev.loopkeeper.local.trainer.TrainedFlights;
import dev.loopkeeper.loop.Loops;
import dev.loopkeeper.loop.steps.ScoreOutcomes;
import dev.loopkeeper.retrain.EconomicPolicy;
import dev.loopkeeper.rollout.SequentialJudge;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.store.ObjectStore;
import dev.loopkeeper.testkit.MemoryObjectStore;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictionSinkTest {
    private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");

    private final MemoryObjectStore store = new MemoryObjectStore();
    private final List<String> warnings = new ArrayList<>();

    @TempDir
    private Path home;

    @Test
    void shouldLogWhatScoreOutcomesJoins() throws IOException {
        Scorer scorer = TrainedFlights.in(home);
        List<Map<String, String>> rows = withIds(TrainedFlights.rows(40));
        try (ServeBench bench = ServeBench.serving(
                home.resolve(TrainedFlights.ARTIFACT),
                "--store",
                "folder://local?" + home,
                "--version",
                "v1",
                "--model-name",
                "late")) {
            assertThat(bench.predict(ServeBench.instances(rows)).statusCode()).isEqualTo(200);
            assertThat(bench.predict(ServeBench.instances(List.of(Map.of("wind", "3"))))
                            .statusCode())
                    .isEqualTo(200);
        }
        StringBuilder outcomes = new StringBuilder("id,late\nnobody,1\n");
        rows.stream().limit(30).forEach(row -> outcomes.append(row.get("id")).append(",1\n"));

        String score = score(new FileObjectStore(home), outcomes.toString());

        assertThat(Json.tree(score.getBytes(StandardCharsets.UTF_8), "score")
                        .at("/joined")
                        .asInt())
                .isEqualTo(30);
        double wrong =
                rows.stream().limit(30).filter(row -> scorer.score(row) < 0.5).count() / 30.0;
        assertThat(Json.tree(score.getBytes(StandardCharsets.UTF_8), "score")
                        .at("/points/0/loss")
                        .asDouble())
                .isEqualTo(wrong)
                .isStrictlyBetween(0.0, 1.0);
        List<ObjectInfo> logged = new FileObjectStore(home).list("predictions/", "", 10);
        assertThat(logged).hasSize(1);
        assertThat(logged.get(0).key()).matches("predictions/late/v1/[0-9]{8}T[0-9]{6}-[0-9a-f]{8}-1\\.jsonl");
    }

    private static List<Map<String, String>> withIds(List<Map<String, String>> rows) {
        List<Map<String, String>> named = new ArrayList<>();
        for (Map<String, String> row : rows) {
            Map<String, String> copy = new HashMap<>(row);
            copy.put("id", "flight-" + named.size());
            named.add(copy);
        }
        return named;
    }

    /** What core's reader makes of the log: the score it stores. */
    private static String score(ObjectStore store, String outcomes) {
        LoopConfig config = LoopConfigReader.read(
                        "model: late\ndata: {prefix: data/late/, label: late}\nretrain: {minRows: 1}\n"
                                .getBytes(StandardCharsets.UTF_8),
                        "loop.yaml")
                .orPoison();
        store.put("outcomes/late/a.csv", outcomes.getBytes(StandardCharsets.UTF_8));
        InstantSource clock = InstantSource.fixed(NOW);
        Loops loops = new Loops(
                store, (step, model, at) -> {}, clock, () -> "one", new EconomicPolicy(), new SequentialJudge());
        new ScoreOutcomes(loops, store, (step, model, at) -> {}, clock)
                .score(config, store.stat("outcomes/late/a.csv").orElseThrow());
        String key = store.list("scores/", "", 1).get(0).key();
        return new String(store.get(key).orElseThrow(), StandardCharsets.UTF_8);
    }

    @Test
    void shouldDropAndCountWhatTheStoreCannotTakeInsteadOfWaiting() {
        PredictionSink sink = sink(store);
        for (int i = 0; i < PredictionSink.CAPACITY + 7; i++) {
            sink.offer(line(i));
        }
        assertThat(sink.dropped()).isEqualTo(7);

        sink.close();

        assertThat(lines()).isEqualTo(PredictionSink.CAPACITY);
        assertThat(warnings).singleElement().asString().contains("7 lines dropped");
    }

    @Test
    void shouldWriteAgainWhatDidNotArriveAndNothingTwice() {
        AtomicInteger puts = new AtomicInteger();
        PredictionSink sink = sink(failing(() -> {
            if (puts.incrementAndGet() == 1) {
                throw LoopException.transientFailure("the store is away", null);
            }
        }));
        sink.offer(line(1));

        sink.close();

        assertThat(puts).hasValue(2);
        assertThat(lines()).isEqualTo(1);
        assertThat(warnings).singleElement().asString().contains("tried again later", "the store is away");
        assertThat(sink.dropped()).isZero();
    }

    @Test
    void shouldGiveUpOnWhatTheStoreWillNeverTake() {
        PredictionSink sink = sink(failing(() -> {
            throw LoopException.poison("this identity may not write");
        }));
        sink.offer(line(1));
        sink.offer(line(2));

        sink.close();

        assertThat(sink.dropped()).isEqualTo(2);
        assertThat(warnings).anyMatch(w -> w.contains("may not write")).anyMatch(w -> w.contains("2 lines dropped"));
    }

    private PredictionSink sink(ObjectStore into) {
        return new PredictionSink(into, "m", "v1", Duration.ofHours(1), warnings::add);
    }

    private static PredictionLine line(int i) {
        return new PredictionLine("id-" + i, NOW, 0.5);
    }

    private long lines() {
        return store.list("predictions/m/v1/", "", 100).stream()
                .mapToLong(o -> new String(store.get(o.key()).orElseThrow(), StandardCharsets.UTF_8)
                        .lines()
                        .map(PredictionLine::parse)
                        .count())
                .sum();
    }

    /** The store, with something that happens before every creation. */
    private ObjectStore failing(Runnable before) {
        return (ObjectStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ObjectStore.class}, (proxy, method, args) -> {
                    if (method.getName().equals("putIfAbsent")) {
                        before.run();
                    }
                    try {
                        return method.invoke(store, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
