package dev.loopkeeper.loop;

import dev.loopkeeper.evaluate.Verdict;
import dev.loopkeeper.retrain.Money;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/** What happened to a training run, from its claim to the version it became. */
public sealed interface TrainingEvent extends Event {
    /** A run was decided; its price is set aside at once. */
    record TrainingClaimed(TrainingPhase.Attempt attempt, int batches, long rows, String period)
            implements TrainingEvent {
        @Override
        public LoopState apply(LoopState state, Instant at) {
            return state.with(state.training().claimed(new TrainingPhase.Claimed(attempt, at), at))
                    .with(state.spend().reserving(attempt.reserved(), period));
        }
    }

    /** The service has accepted the attempt. */
    record TrainingSubmitted(String runId, int attempt, String serviceId) implements TrainingEvent {
        @Override
        public LoopState apply(LoopState state, Instant at) {
            return state.training().phase() instanceof TrainingPhase.Claimed c
                    ? state.with(state.training().in(new TrainingPhase.Submitted(c.attempt(), at, serviceId)))
                    : state;
        }
    }

    /** The service works on the attempt. */
    record TrainingStarted(String runId, int attempt) implements TrainingEvent {
        @Override
        public LoopState apply(LoopState state, Instant at) {
            return state.training().phase() instanceof TrainingPhase.Submitted s
                    ? state.with(state.training().in(new TrainingPhase.Running(s.attempt(), s.since(), s.serviceId())))
                    : state;
        }
    }

    /** The attempt is told to stop. */
    record TrainingStopping(String runId, int attempt, String reason) implements TrainingEvent {
        @Override
        public LoopState apply(LoopState state, Instant at) {
            return state.training()
                    .phase()
                    .current()
                    .map(a -> state.with(state.training().in(new TrainingPhase.Stopping(a, at, reason))))
                    .orElse(state);
        }
    }

    /** The attempt failed and is tried again. */
    record TrainingRetried(String runId, int attempt, String reason, Money cost, String period, Instant notBefore)
            implements TrainingEvent {
        @Override
        public LoopState apply(LoopState state, Instant at) {
            return state.training()
                    .phase()
                    .current()
                    .map(a -> state.with(state.training().in(new TrainingPhase.Claimed(a.retry(), notBefore)))
                            .with(state.spend().paying(cost).reserving(a.reserved(), period)))
                    .orElse(state);
        }

        @Override
        public Optional<String> news() {
            return Optional.of("Training " + runId + ", try " + attempt + ", failed: " + ended(reason)
                    + " It is tried again at " + notBefore.truncatedTo(ChronoUnit.SECONDS) + ".");
        }

        @Override
        public String severity() {
            return "warning";
        }
    }

    /**
     * The run has failed for good; its batches wait for the next one, or count as learnt from where the service called
     * it a success.
     */
    record TrainingFailed(String runId, int attempt, String outcome, String reason, Money cost)
            implements TrainingEvent {
        /** Outcome of a run that succeeded and left nothing that can be compared. */
        static final String UNUSABLE = "left nothing usable";

        @Override
        public LoopState apply(LoopState state, Instant at) {
            return state.with(state.training().failed(reason))
                    .with(state.spend().paying(cost));
        }

        @Override
        public Optional<String> news() {
            String then = outcome.equals(UNUSABLE)
                    ? " The champion stays; new batches begin the next run, which learns from these too."
                    : " The champion stays; the batches wait for the next run.";
            return Optional.of("Training " + runId + " " + outcome + ": " + ended(reason) + then);
        }

        @Override
        public String severity() {
            return "warning";
        }
    }

    /** The run has written its evaluation. */
    record TrainingSucceeded(String runId, int attempt, int batches, Money cost) implements TrainingEvent {
        @Override
        public LoopState apply(LoopState state, Instant at) {
            return state.training()
                    .phase()
                    .current()
                    .map(a -> state.with(state.training().succeeded(new TrainingPhase.Evaluating(a, at, cost)))
                            .with(state.spend().paying(cost))
                            .with(state.intake().training(batches)))
                    .orElse(state);
        }
    }

    /** The batches of a succeeded run are no longer pending. */
    record PendingCleared(String runId) implements TrainingEvent {
        @Override
        public LoopState apply(LoopState state, Instant at) {
            return state.with(state.training().cleared());
        }
    }

    /**
     * Challenger and champion were compared on the same rows.
     *
     * @param comparedWith version of the champion, empty for the first version
     * @param numbers of the comparison, by name
     */
    record Compared(
            String runId,
            Verdict verdict,
            boolean blessed,
            String sentence,
            Optional<String> comparedWith,
            String artifact,
            String artifactHash,
            String pipelineHash,
            Optional<Double> loss,
            ServingVersion.Labels labels,
            String holdoutHash,
            Map<String, Double> numbers,
            String report)
            implements TrainingEvent {
        @Override
        public LoopState apply(LoopState state, Instant at) {
            LoopState next = state.training()
                    .phase()
                    .current()
                    .map(a ->
                            state.with(state.training().compared(new TrainingPhase.Registering(a, this), holdoutHash)))
                    .orElse(state);
            return blessed ? next : next.refusing();
        }

        @Override
        public Optional<String> news() {
            return Optional.of(sentence + " Report: " + report);
        }
    }

    /** The outcome of the run is a version of the registry, blessed or rejected. */
    record VersionRegistered(String runId, ServingVersion version, boolean blessed, Optional<String> comparedWith)
            implements TrainingEvent {
        @Override
        public LoopState apply(LoopState state, Instant at) {
            return state.with(state.training().in(new TrainingPhase.Idle()));
        }
    }

    /** The registry's aliases are as they should be. */
    record AliasesMoved(Map<String, String> aliases) implements TrainingEvent {
        public AliasesMoved {
            aliases = Map.copyOf(aliases);
        }

        @Override
        public LoopState apply(LoopState state, Instant at) {
            return state.with(state.serving().aliased(aliases));
        }
    }

    /** A reason as a sentence: what a trainer says may lack its full stop. */
    private static String ended(String reason) {
        String text = reason.strip();
        return text.endsWith(".") || text.endsWith("!") || text.endsWith("?") ? text : text + ".";
    }
}
