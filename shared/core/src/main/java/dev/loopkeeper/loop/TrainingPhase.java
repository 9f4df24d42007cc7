package dev.loopkeeper.loop;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.loopkeeper.retrain.Money;
import dev.loopkeeper.retrain.Trigger;
import java.time.Instant;
import java.util.Optional;

/** Where the one training run of a model stands. At most one run is on its way. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "phase")
@JsonSubTypes({
    @JsonSubTypes.Type(value = TrainingPhase.Idle.class, name = "idle"),
    @JsonSubTypes.Type(value = TrainingPhase.Claimed.class, name = "claimed"),
    @JsonSubTypes.Type(value = TrainingPhase.Submitted.class, name = "submitted"),
    @JsonSubTypes.Type(value = TrainingPhase.Running.class, name = "running"),
    @JsonSubTypes.Type(value = TrainingPhase.Stopping.class, name = "stopping"),
    @JsonSubTypes.Type(value = TrainingPhase.Evaluating.class, name = "evaluating"),
    @JsonSubTypes.Type(value = TrainingPhase.Registering.class, name = "registering")
})
public sealed interface TrainingPhase {
    /**
     * One try of a run.
     *
     * @param number from 1
     * @param perHour price of an hour at the claim
     * @param reserved set aside in the budget until the try ends
     * @param comparedWith champion at the claim, empty for the first version
     */
    record Attempt(
            String runId,
            int number,
            Trigger trigger,
            Money perHour,
            Money reserved,
            Instant claimedAt,
            Optional<String> comparedWith) {
        /** The next try of the same run. */
        Attempt retry() {
            return new Attempt(runId, number + 1, trigger, perHour, reserved, claimedAt, comparedWith);
        }
    }

    /** The try in hand, empty when idle. */
    @JsonIgnore
    default Optional<Attempt> current() {
        return Optional.empty();
    }

    /** Nothing is on its way. */
    record Idle() implements TrainingPhase {}

    /** Decided and paid for in the budget, to be submitted at {@code notBefore}. */
    record Claimed(Attempt attempt, Instant notBefore) implements TrainingPhase {
        @Override
        public Optional<Attempt> current() {
            return Optional.of(attempt);
        }
    }

    /** The service has it. */
    record Submitted(Attempt attempt, Instant since, String serviceId) implements TrainingPhase {
        @Override
        public Optional<Attempt> current() {
            return Optional.of(attempt);
        }
    }

    /** The service works on it. */
    record Running(Attempt attempt, Instant since, String serviceId) implements TrainingPhase {
        @Override
        public Optional<Attempt> current() {
            return Optional.of(attempt);
        }
    }

    /** Told to stop, not yet seen to have stopped. */
    record Stopping(Attempt attempt, Instant since, String reason) implements TrainingPhase {
        @Override
        public Optional<Attempt> current() {
            return Optional.of(attempt);
        }
    }

    /** Succeeded, for {@code cost}: its evaluation waits for the comparison. */
    record Evaluating(Attempt attempt, Instant since, Money cost) implements TrainingPhase {
        @Override
        public Optional<Attempt> current() {
            return Optional.of(attempt);
        }
    }

    /** Compared: it waits to become a version, blessed or rejected. */
    record Registering(Attempt attempt, TrainingEvent.Compared comparison) implements TrainingPhase {
        @Override
        public Optional<Attempt> current() {
            return Optional.of(attempt);
        }
    }
}
