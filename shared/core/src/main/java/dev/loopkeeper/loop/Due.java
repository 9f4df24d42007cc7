package dev.loopkeeper.loop;

import dev.loopkeeper.config.LoopConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is due, derived from the state alone: no message is needed to know it. */
final class Due {
    /** How often a model that serves and does nothing is looked at: external edits are found within it. */
    static final Duration AUDIT = Duration.ofHours(1);

    private static final Duration SOON = Duration.ofMinutes(1);

    private Due() {}

    static List<StepName> steps(LoopState state, Instant now) {
        List<StepName> due = new ArrayList<>();
        TrainingPhase phase = state.training().phase();
        if (phase instanceof TrainingPhase.Claimed c && !now.isBefore(c.notBefore())) {
            due.add(StepName.START_TRAINING);
        }
        if (polled(phase)
                || phase instanceof TrainingPhase.Evaluating
                || state.training().toClear().isPresent()) {
            due.add(StepName.COMPARE_METRICS);
        }
        if (phase instanceof TrainingPhase.Registering
                || !state.serving().aliases().equals(state.serving().desiredAliases())) {
            due.add(StepName.UPDATE_REGISTRY);
        }
        if (moving(state)) {
            due.add(StepName.ADJUST_TRAFFIC);
        }
        if (state.control().notable() > state.control().notified()) {
            due.add(StepName.NOTIFY_TEAM);
        }
        if (state.control().forced().isPresent() && phase instanceof TrainingPhase.Idle && !state.paused()) {
            due.add(StepName.PLAN_RETRAINING);
        }
        return due;
    }

    private static boolean polled(TrainingPhase phase) {
        return phase instanceof TrainingPhase.Submitted
                || phase instanceof TrainingPhase.Running
                || phase instanceof TrainingPhase.Stopping;
    }

    private static boolean moving(LoopState state) {
        ServingState serving = state.serving();
        return !(serving.rollout() instanceof RolloutState.None)
                || !serving.retired().isEmpty()
                || serving.desiredSplit().isPresent() && !serving.settled() && !state.paused();
    }

    static Optional<Instant> nextLook(LoopState state, LoopConfig config, Instant now) {
        TrainingPhase phase = state.training().phase();
        Optional<Instant> soon = steps(state, now).isEmpty() ? Optional.empty() : Optional.of(now.plus(SOON));
        Optional<Instant> retry =
                phase instanceof TrainingPhase.Claimed c && c.notBefore().isAfter(now)
                        ? Optional.of(c.notBefore())
                        : Optional.empty();
        Optional<Instant> audit = state.serving().champion().map(c -> now.plus(AUDIT));
        Optional<Instant> age = state.championSince()
                .map(since -> since.plus(config.retrain().maxAge()))
                .filter(at -> at.isAfter(now));
        return Stream.of(soon, retry, audit, age).flatMap(Optional::stream).min(Instant::compareTo);
    }
}
