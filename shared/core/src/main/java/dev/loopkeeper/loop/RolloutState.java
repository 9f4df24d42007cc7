package dev.loopkeeper.loop;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.loopkeeper.rollout.CanaryWindow;
import dev.loopkeeper.rollout.TrafficSplit;
import dev.loopkeeper.rollout.VersionWindow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where the one rollout of a model stands. The reconciler makes the endpoint equal to {@link #desiredSplit} in every
 * state.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "state")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RolloutState.None.class, name = "none"),
    @JsonSubTypes.Type(value = RolloutState.Deploying.class, name = "deploying"),
    @JsonSubTypes.Type(value = RolloutState.Canary.class, name = "canary"),
    @JsonSubTypes.Type(value = RolloutState.Baking.class, name = "baking"),
    @JsonSubTypes.Type(value = RolloutState.RollingBack.class, name = "rolling-back")
})
public sealed interface RolloutState {
    /** Whether a person's word is wanted. */
    enum Gate {
        OPEN,
        ASKED,
        APPROVED
    }

    /** What the endpoint should serve given the champion; empty while there is nothing to serve. */
    Optional<TrafficSplit> desiredSplit(Optional<ServingVersion> champion);

    /** The rollout's epoch, 0 when there is none. */
    default int epoch() {
        return 0;
    }

    /** The version that is on trial. */
    @JsonIgnore
    default Optional<ServingVersion> trial() {
        return Optional.empty();
    }

    /** Name of the state in status and logs. */
    @JsonIgnore
    String label();

    /** No rollout: the champion serves. */
    record None() implements RolloutState {
        @Override
        public Optional<TrafficSplit> desiredSplit(Optional<ServingVersion> champion) {
            return champion.map(c -> TrafficSplit.all(c.version()));
        }

        @Override
        public String label() {
            return "none";
        }
    }

    /** The challenger is being deployed at weight 0; with a gate before the canary it then waits for approval. */
    record Deploying(int epoch, ServingVersion challenger, List<Integer> steps, Gate gate, Instant since)
            implements RolloutState {
        @Override
        public Optional<TrafficSplit> desiredSplit(Optional<ServingVersion> champion) {
            return champion.map(c -> TrafficSplit.all(c.version()));
        }

        @Override
        public Optional<ServingVersion> trial() {
            return Optional.of(challenger);
        }

        @Override
        public String label() {
            return gate == Gate.ASKED ? "awaiting-approval" : "deploying";
        }
    }

    /**
     * The challenger takes a share of the traffic.
     *
     * @param step index into {@code steps}
     * @param confirmed when the endpoint was seen to have this weight
     * @param slowMillis latency above which a request counts as slow: the champion's p95, frozen at the first step
     * @param ledger what was observed since the first step
     * @param observedTo end of the last window asked for
     * @param lastJudgement sentence of the last judgement
     */
    record Canary(
            int epoch,
            ServingVersion baseline,
            ServingVersion challenger,
            List<Integer> steps,
            int step,
            Gate gate,
            Optional<Instant> confirmed,
            double slowMillis,
            List<CanaryWindow> ledger,
            Instant observedTo,
            String lastJudgement)
            implements RolloutState {
        /** The challenger's weight in percent. */
        public int weight() {
            return steps.get(step);
        }

        @JsonIgnore
        public boolean lastStep() {
            return step == steps.size() - 1;
        }

        @Override
        public Optional<TrafficSplit> desiredSplit(Optional<ServingVersion> champion) {
            return Optional.of(TrafficSplit.canary(baseline.version(), challenger.version(), weight()));
        }

        @Override
        public Optional<ServingVersion> trial() {
            return Optional.of(challenger);
        }

        @Override
        public String label() {
            return gate == Gate.ASKED ? "awaiting-approval" : "canary";
        }
    }

    /** The challenger takes all traffic; the champion stays deployed until the bake is over. */
    record Baking(
            int epoch,
            ServingVersion challenger,
            Optional<Instant> confirmed,
            double slowMillis,
            List<CanaryWindow> canary,
            List<VersionWindow> bake,
            Instant observedTo,
            String lastJudgement)
            implements RolloutState {
        @Override
        public Optional<TrafficSplit> desiredSplit(Optional<ServingVersion> champion) {
            return Optional.of(TrafficSplit.all(challenger.version()));
        }

        @Override
        public Optional<ServingVersion> trial() {
            return Optional.of(challenger);
        }

        @Override
        public String label() {
            return "baking";
        }
    }

    /** Traffic goes back to {@code to}, which is deployed first if it has to be. */
    record RollingBack(
            int epoch, String from, ServingVersion to, RolloutEvent.Cause cause, String reason, Instant since)
            implements RolloutState {
        @Override
        public Optional<TrafficSplit> desiredSplit(Optional<ServingVersion> champion) {
            return Optional.of(TrafficSplit.all(to.version()));
        }

        @Override
        public String label() {
            return "rolling-back";
        }
    }
}
