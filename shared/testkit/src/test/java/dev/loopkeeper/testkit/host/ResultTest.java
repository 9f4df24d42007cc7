package dev.loopkeeper.testkit.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.config.LoopConfigReader;
import dev.loopkeeper.evaluate.PairedGate;
import dev.loopkeeper.host.Ground;
import dev.loopkeeper.loop.Commit;
import dev.loopkeeper.loop.TrainingEvent;
import dev.loopkeeper.loop.TrainingPhase;
import dev.loopkeeper.loop.steps.CompareMetrics;
import dev.loopkeeper.loop.steps.Reporting;
import dev.loopkeeper.retrain.Money;
import dev.loopkeeper.retrain.Trigger;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.testkit.MemoryObjectStore;
import dev.loopkeeper.testkit.MemoryQueue;
import dev.loopkeeper.testkit.MemoryTraining;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A run of anybody's pipeline ends, whatever that has left out, and says what. */
class ResultTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String RUN = "run-0001-abc";
    private static final String EVALUATION = """
            {"format": "loopkeeper.evaluation/1", "model": "sales", "runId": "run-0001-abc", "task": "CLASSIFICATION",
             "metric": "auc", "holdoutRows": 1, "holdoutHash": "h", "trainRows": 9, "challenger": {"auc": 0.9}%s}
            """;

    private final MemoryObjectStore store = new MemoryObjectStore();
    private final Ground ground = Ground.on(store, new MemoryQueue(), () -> NOW);
    private final LoopConfig config = LoopConfigReader.read(
                    "model: sales\ndata: {label: y}\n".getBytes(UTF_8), "loop.yaml")
            .orPoison();

    @BeforeEach
    void succeed() {
        TrainingPhase.Attempt attempt = new TrainingPhase.Attempt(
                RUN, 1, Trigger.DATA, Money.of(1, "USD"), Money.of(1, "USD"), NOW, Optional.empty());
        ground.loops()
                .journal()
                .append(
                        ground.loops().state("sales"),
                        new Commit(
                                "op",
                                NOW,
                                "test",
                                List.of(
                                        new TrainingEvent.TrainingClaimed(attempt, 1, 10, "2026-01"),
                                        new TrainingEvent.TrainingSucceeded(RUN, 1, 1, Money.of(1, "USD")))));
    }

    @Test
    void shouldEndARunWithoutPairedPredictions() {
        put(Layout.evaluation("sales", RUN), EVALUATION.formatted(", \"artifact\": \"runs/sales/model.zip\""));
        assertThat(outcome()).contains("runs/sales/run-0001-abc/paired.csv");
    }

    @Test
    void shouldEndARunThatNamesNoArtefact() {
        put(Layout.evaluation("sales", RUN), EVALUATION.formatted(""));
        put(Layout.pairedPredictions("sales", RUN), "label,champion,challenger\n1,,0.9\n");
        assertThat(outcome()).contains("evaluation.json", "artifact");
    }

    private String outcome() {
        new CompareMetrics(ground.loops(), store, new MemoryTraining(), new Reporting(store, new PairedGate()))
                .compare(config);
        assertThat(ground.loops().state("sales").training().phase()).isEqualTo(new TrainingPhase.Idle());
        return ground.loops().state("sales").training().lastOutcome().orElseThrow();
    }

    private void put(String key, String text) {
        store.put(key, text.getBytes(UTF_8));
    }
}
