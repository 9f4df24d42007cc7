package dev.loopkeeper.local.demo;

import dev.loopkeeper.loop.DataEvent;
import dev.loopkeeper.loop.RolloutEvent;
import dev.loopkeeper.loop.TrainingEvent;
import java.util.List;

/**
 * What became of an act, by the journal.
 *
 * @param mark events before it are older than the act
 */
record Outcome(Happenings happenings, int mark) {
    /** Whether what the act is to show has happened. */
    boolean of(Act.Kind kind) {
        return switch (kind) {
            case KILLED_ROLLOUT, FRESH_VERSION -> promotedThroughCanary();
            case BROKEN_BATCH ->
                !happenings
                        .since(mark, DataEvent.BatchRejected.class, b -> true)
                        .isEmpty();
            case FAILING_VERSION, SLOW_VERSION -> rolledBack(RolloutEvent.Cause.EVIDENCE);
            case SPOILT_TRAINING ->
                !happenings
                        .since(mark, TrainingEvent.VersionRegistered.class, v -> !v.blessed())
                        .isEmpty();
            case MANUAL_ROLLBACK -> rolledBack(RolloutEvent.Cause.MANUAL);
        };
    }

    private boolean rolledBack(RolloutEvent.Cause cause) {
        return !happenings
                        .since(mark, RolloutEvent.RollbackStarted.class, r -> r.cause() == cause)
                        .isEmpty()
                && !happenings
                        .since(mark, RolloutEvent.RolledBack.class, r -> true)
                        .isEmpty();
    }

    private boolean promotedThroughCanary() {
        return happenings
                        .since(mark, RolloutEvent.Promoted.class, p -> throughCanary(happenings, p))
                        .size()
                > 0;
    }

    /** Whether a promotion came after every canary step of its rollout. */
    static boolean throughCanary(Happenings happenings, RolloutEvent.Promoted promoted) {
        List<RolloutEvent.StepTaken> steps =
                happenings.since(0, RolloutEvent.StepTaken.class, s -> s.epoch() == promoted.epoch());
        return steps.size() == DemoConfig.STEPS;
    }
}
