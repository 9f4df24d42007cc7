package dev.loopkeeper.testkit.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.config.LoopConfigReader;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.host.Ground;
import dev.loopkeeper.loop.Commit;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.loop.TrainingEvent;
import dev.loopkeeper.loop.TrainingPhase;
import dev.loopkeeper.loop.steps.StartTraining;
import dev.loopkeeper.retrain.Money;
import dev.loopkeeper.retrain.TrainingService;
import dev.loopkeeper.retrain.TrainingStatus;
import dev.loopkeeper.retrain.Trigger;
import dev.loopkeeper.testkit.MemoryObjectStore;
import dev.loopkeeper.testkit.MemoryQueue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A claim that the training service refuses ends, instead of being tried each minute for ever. */
class RefusedSubmitTest {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final MemoryQueue queue = new MemoryQueue();
    private final Ground ground = Ground.on(new MemoryObjectStore(), queue, () -> now);
    private final LoopConfig config = LoopConfigReader.read(
                    "model: sales\ndata: {label: y}\n".getBytes(StandardCharsets.UTF_8), "loop.yaml")
            .orPoison();

    /** Refuses every submit in its way. */
    private record Refusing(LoopException why) implements TrainingService {
        @Override
        public String submit(String model, String runId, int attempt, String requestKey) {
            throw why;
        }

        @Override
        public TrainingStatus status(String model, String runId, int attempt) {
            return new TrainingStatus.Unknown();
        }

        @Override
        public void cancel(String model, String runId, int attempt) {
            throw new AssertionError("nothing was submitted");
        }
    }

    @BeforeEach
    void claim() {
        TrainingPhase.Attempt attempt = new TrainingPhase.Attempt(
                "r-1", 1, Trigger.DATA, Money.of(1, "USD"), Money.of(1, "USD"), now, Optional.empty());
        ground.loops()
                .journal()
                .append(
                        ground.loops().state("sales"),
                        new Commit(
                                "op",
                                now,
                                "test",
                                List.of(new TrainingEvent.TrainingClaimed(attempt, 1, 10, "2026-01"))));
    }

    @Test
    void shouldFailTheAttemptReleaseTheBudgetAndTellTheTeam() {
        StartTraining start = start(LoopException.poison("image 'x' is no image"));
        for (int i = 0; i < 20; i++) {
            start.start(config);
            now = now.plus(Duration.ofDays(1));
        }
        assertThat(ground.loops().state("sales").training().phase()).isEqualTo(new TrainingPhase.Idle());
        assertThat(ground.loops().state("sales").spend().reserved()).isEmpty();
        assertThat(ground.loops().state("sales").training().lastOutcome().orElseThrow())
                .contains("does not take it", "image 'x' is no image");
        assertThat(queue.take(now)).extracting(MemoryQueue.Hint::step).contains(StepName.NOTIFY_TEAM);
    }

    @Test
    void shouldKeepTheClaimWhileTheRefusalMayHeal() {
        assertThatThrownBy(() ->
                        start(LoopException.transientFailure("busy", null)).start(config))
                .hasMessage("busy");
        assertThat(ground.loops().state("sales").training().phase()).isInstanceOf(TrainingPhase.Claimed.class);
    }

    private StartTraining start(LoopException why) {
        return new StartTraining(ground.loops(), new Refusing(why), () -> now);
    }
}
