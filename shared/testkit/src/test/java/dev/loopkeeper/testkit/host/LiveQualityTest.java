package dev.loopkeeper.testkit.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.host.ConfigFiles;
import dev.loopkeeper.host.Ground;
import dev.loopkeeper.host.ObjectArrived;
import dev.loopkeeper.loop.Commit;
import dev.loopkeeper.loop.RolloutEvent;
import dev.loopkeeper.loop.ServingVersion;
import dev.loopkeeper.retrain.QualityPoint;
import dev.loopkeeper.rollout.TrafficSplit;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.testkit.MemoryObjectStore;
import dev.loopkeeper.testkit.MemoryQueue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Live quality is made of what can be read and of nothing else. */
class LiveQualityTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final MemoryObjectStore store = new MemoryObjectStore();
    private final Ground ground = Ground.on(store, new MemoryQueue(), () -> NOW);
    private final ObjectArrived arrived = new ObjectArrived(ground, new ConfigFiles(ground));

    @Test
    void shouldPassOverLinesOfAPredictionLogThatCannotBeRead() {
        serve("", ServingVersion.Labels.UNKNOWN);
        predicted(
                line("a", "0.9"),
                "{\"id\":\"b\",\"at\":\"2025-12-",
                "{\"id\":\"c\",\"value\":0.9}",
                "{\"id\":\"d\",\"at\":\"2025-12-31T00:00:00Z\"}",
                line("e", "\"NaN\""),
                line("f", "null"),
                line("g", "0.2"));
        assertThat(scored("id,y\na,1\nb,1\nc,1\nd,1\ne,1\nf,1\ng,1\n"))
                .singleElement()
                .satisfies(point -> {
                    assertThat(point.rows()).isEqualTo(2);
                    assertThat(point.loss()).isEqualTo(0.5);
                });
    }

    @Test
    void shouldKnowEverySpellingOfYesThatTheTrainerKnows() {
        serve("", ServingVersion.Labels.UNKNOWN);
        predicted(line("a", "0.9"), line("b", "0.9"), line("c", "0.1"), line("d", "0.1"), line("e", "0.9"));
        assertThat(scored("id,y\na,Y\nb,t\nc,n\nd,F\ne,perhaps\n"))
                .singleElement()
                .satisfies(point -> {
                    assertThat(point.rows()).isEqualTo(4);
                    assertThat(point.loss()).isZero();
                });
    }

    @Test
    void shouldSayNothingOfARegressionWhoseScaleNobodyKnows() {
        serve(", task: regression", ServingVersion.Labels.UNKNOWN);
        predicted(line("a", "0.2"), line("b", "1"));
        assertThat(scored("id,y\na,0.3\nb,1\n")).isEmpty();
    }

    @Test
    void shouldTakeNoNumberForAProbabilityThatCannotBeOne() {
        serve("", ServingVersion.Labels.UNKNOWN);
        predicted(line("a", "120.5"), line("b", "-3"));
        assertThat(scored("id,y\na,1\nb,0\n")).isEmpty();
    }

    private void serve(String data, ServingVersion.Labels labels) {
        store.put(Layout.config("sales"), ("model: sales\ndata: {label: y" + data + "}\n").getBytes(UTF_8));
        ServingVersion version = new ServingVersion("v1", "", "", NOW, Optional.empty(), labels);
        Commit commit =
                new Commit("op", NOW, "test", List.of(new RolloutEvent.Adopted(version, TrafficSplit.all("v1"))));
        ground.loops().journal().append(ground.loops().state("sales"), commit);
    }

    private static String line(String id, String value) {
        return "{\"id\":\"" + id + "\",\"at\":\"2025-12-31T00:00:00Z\",\"value\":" + value + "}";
    }

    private void predicted(String... lines) {
        store.put(
                Layout.predictionsPrefix("sales", "v1") + "20251231T000000-1.jsonl",
                String.join("\n", lines).getBytes(UTF_8));
    }

    private List<QualityPoint> scored(String outcomes) {
        String key = Layout.outcomesPrefix("sales") + "o.csv";
        store.put(key, outcomes.getBytes(UTF_8));
        arrived.take(store.stat(key).orElseThrow());
        return ground.loops().state("sales").intake().quality();
    }
}
