package dev.loopkeeper.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.loop.StepQueue;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link StepQueue} must keep on a good day: a hint arrives whole and not too early. */
public abstract class StepQueueContract {
    /** The queue under test, empty at the start of each test. */
    protected abstract StepQueue queue();

    /** The time by the queue's clock at the start of the test. */
    protected abstract Instant now();

    /**
     * Lets the queue's clock reach {@code until} and returns what was delivered since the last call; repeats are
     * allowed.
     */
    protected abstract List<MemoryQueue.Hint> delivered(Instant until);

    /**
     * Whether a hint for later waits in the queue. One that cannot wait drops it and leaves it to the wake-up that was
     * written to the store before: it must never come too early.
     */
    protected boolean waitsForTheTime() {
        return true;
    }

    @Test
    void shouldDeliverWhatIsDueAtOnce() {
        queue().send(StepName.PLAN_RETRAINING, "late", now());
        queue().send(StepName.ADJUST_TRAFFIC, "other", now().minusSeconds(3_600));
        assertThat(delivered(now().plusSeconds(1)))
                .extracting(MemoryQueue.Hint::step, MemoryQueue.Hint::model)
                .contains(
                        org.assertj.core.groups.Tuple.tuple(StepName.PLAN_RETRAINING, "late"),
                        org.assertj.core.groups.Tuple.tuple(StepName.ADJUST_TRAFFIC, "other"));
    }

    @Test
    void shouldNotDeliverBeforeItsTime() {
        Instant due = now().plusSeconds(2);
        queue().send(StepName.SWEEP, "late", due);
        assertThat(delivered(now())).isEmpty();
        assertThat(delivered(due.plusSeconds(1)))
                .extracting(MemoryQueue.Hint::model)
                .matches(
                        models -> models.contains("late") == waitsForTheTime(), "delivered when due, or left to sweep");
    }

    @Test
    void shouldTakeTheSameHintTwice() {
        queue().send(StepName.START_TRAINING, "late", now());
        queue().send(StepName.START_TRAINING, "late", now());
        assertThat(delivered(now().plusSeconds(1)))
                .isNotEmpty()
                .extracting(MemoryQueue.Hint::step)
                .containsOnly(StepName.START_TRAINING);
    }
}
