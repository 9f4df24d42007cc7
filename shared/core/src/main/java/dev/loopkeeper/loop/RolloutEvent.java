package dev.loopkeeper.loop;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.loopkeeper.rollout.CanaryWindow;
import dev.loopkeeper.rollout.TrafficSplit;
import dev.loopkeeper.rollout.VersionWindow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What happened to the traffic of a model. Each carries the epoch of its rollout. */
public sealed interface RolloutEvent extends Event {
    /** What started a rollback. */
    enum Cause {
        @JsonProperty("evidence")
        EVIDENCE,
        @JsonProperty("alert")
        ALERT,
        @JsonProperty("quality")
        QUALITY,
        @JsonProperty("deployment")
        DEPLOYMENT,
        @JsonProperty("manual")
        MANUAL
    }

    /** An endpoint that already served was taken over as it is. */
    record Adopted(ServingVersion champion, TrafficSplit split) implements RolloutEvent {
        @Override
        public LoopState apply(LoopState state, Instant at) {
            return state.with(state.serving().adopted(champion, split));
        }

        @Override
        public Optional<String> news() {
            return Optional.of("Version " + champion.version()
                    + " already serves: it is the champion now, and nothing was moved.");
        }
    }

    /** A blessed version begins its rollout. */
    record RolloutStarted(int epoch, ServingVersion challenger, List<Integer> steps) implements RolloutEvent {
        public RolloutStarted {
            steps = List.copyOf(steps);
        }

        @Override
        public LoopState apply(LoopState state, Instant at) {
            RolloutState next = new RolloutState.Deploying(epoch, challenger, steps, RolloutState.Gate.OPEN, at);
            ServingState serving = state.serving().undeployed(challenger.version());
            boolean fresh = serving.rollout() instanceof RolloutState.None;
            return state.with((fresh ? serving.holding(next) : serving.rolling(next)).queueing(Optional.empty()));
        }

        @Override
        public Optional<String> news() {
            return Optional.of("Rollout " + epoch + " of " + challenger.version() + " begins.");
        }
    }

    /** A blessed version waits for a rollout that cannot be superseded any more. */
    record RolloutQueued(TrainingEvent.VersionRegistered version) implements RolloutEvent {
        @Override
        public LoopState apply(LoopState state, Instant at) {
            return state.with(state.serving().queueing(Optional.of(version)));
        }
    }

    /** A blessed version is not rolled out after all. */
    record RolloutDropped(String version, String reason) implements RolloutEvent {
        @Override
        public LoopState apply(LoopState state, Instant at) {
            boolean queued = state.serving()
                    .queued()
                    .filter(q -> q.version().version().equals(version))
                    .isPresent();
            return queued ? state.with(state.serving().queueing(Optional.empty())) : state;
        }

        @Override
        public Optional<String> news() {
            return Optional.of(reason);
        }
    }

    /** A newer version takes the place of the one on trial. */
    record Superseded(int epoch, String version, String by) implements RolloutEvent {
        @Override
        public LoopState apply(LoopState state, Instant at) {
            return state.with(state.serving().retiring(Optional.of(version)));
        }

        @Override
        public Optional<String> news() {
            return Optional.of("Rollout " + epoch + " of " + version + " ends: " + by + " supersedes it.");
        }
    }

    /** A person has to agree before the next step. */
    record ApprovalAsked(int epoch, String version, String gate) implements RolloutEvent {
        @Override
        public LoopState apply(LoopState state, Instant at) {
            return state.with(
                    state.serving().holding(RolloutSteps.gated(state.serving().rollout(), RolloutState.Gate.ASKED)));
        }

        @Override
        public Optional<String> news() {
            return Optional.of("Rollout " + epoch + " of " + version + " waits for approval " + gate
                    + ": approve it, or roll back.");
        }

        @Override
        public String severity() {
            return "warning";
        }
    }

    /** A person agreed. */
    record Approved(int epoch, String by) implements RolloutEvent {
        @Override
        public LoopState apply(LoopState state, Instant at) {
            return state.with(
                    state.serving().holding(RolloutSteps.gated(state.serving().rollout(), RolloutState.Gate.APPROVED)));
        }

        @Override
        public Optional<String> news() {
            return Optional.of("Rollout " + epoch + " was approved by " + by + ".");
        }
    }

    /** The challenger's weight is to rise. {@code slowMillis} is kept from the first step on. */
    record StepTaken(int epoch, int step, int weight, double slowMillis, String sentence) implements RolloutEvent {
        @Override
        public LoopState apply(LoopState state, Instant at) {
            return state.with(state.serving().rolling(RolloutSteps.step(state.serving(), step, slowMillis, at)));
        }

        @Override
        public Optional<String> news() {
            String what = weight == 0 ? " gets copies of requests and answers none. " : " goes to " + weight + " %. ";
            return Optional.of("Rollout " + epoch + what + sentence);
        }
    }

    /** The endpoint has the wanted split by our own shift. */
    record TrafficConfirmed(int epoch, TrafficSplit split) implements RolloutEvent {
        @Override
        public LoopState apply(LoopState state, Instant at) {
            ServingState serving = state.serving().confirmed(split);
            return state.with(serving.holding(RolloutSteps.confirmed(serving.rollout(), at)));
        }
    }

    /** Windows of a canary were observed and judged. */
    record CanaryObserved(int epoch, List<CanaryWindow> windows, Instant observedTo, String verdict, String sentence)
            implements RolloutEvent {
        public CanaryObserved {
            windows = List.copyOf(windows);
        }

        @Override
        public LoopState apply(LoopState state, Instant at) {
            return state.with(state.serving()
                    .holding(RolloutSteps.observed(state.serving().rollout(), this)));
        }
    }

    /** The challenger is to take all traffic. */
    record BakeStarted(int epoch, String version, double slowMillis, String sentence) implements RolloutEvent {
        @Override
        public LoopState apply(LoopState state, Instant at) {
            return state.with(
                    state.serving().rolling(RolloutSteps.bake(state.serving().rollout(), slowMillis, at)));
        }

        @Override
        public Optional<String> news() {
            return Optional.of("Rollout " + epoch + " goes to 100 %: " + version + " bakes. " + sentence);
        }
    }

    /** Windows of a bake were observed and judged. */
    record BakeObserved(int epoch, List<VersionWindow> windows, Instant observedTo, String verdict, String sentence)
            implements RolloutEvent {
        public BakeObserved {
            windows = List.copyOf(windows);
        }

        @Override
        public LoopState apply(LoopState state, Instant at) {
            return state.with(state.serving()
                    .holding(RolloutSteps.observed(state.serving().rollout(), this)));
        }
    }

    /** The challenger is the champion. */
    record Promoted(int epoch, String version, String sentence) implements RolloutEvent {
        @Override
        public LoopState apply(LoopState state, Instant at) {
            return state.serving()
                    .rollout()
                    .trial()
                    .map(v -> state.with(state.serving().promoted(v.since(at))))
                    .orElse(state);
        }

        @Override
        public Optional<String> news() {
            return Optional.of("Version " + version + " is the champion. " + sentence);
        }
    }

    /** Traffic is to go back. */
    record RollbackStarted(int epoch, String from, ServingVersion to, Cause cause, String reason, String by)
            implements RolloutEvent {
        @Override
        public LoopState apply(LoopState state, Instant at) {
            return state.with(
                    state.serving().rolling(new RolloutState.RollingBack(epoch, from, to, cause, reason, at)));
        }

        @Override
        public Optional<String> news() {
            return Optional.of("Rolling back from " + from + " to " + to.version() + " (" + by + "): " + reason);
        }

        @Override
        public String severity() {
            return "critical";
        }
    }

    /** Traffic is back. */
    record RolledBack(int epoch, String to) implements RolloutEvent {
        @Override
        public LoopState apply(LoopState state, Instant at) {
            return state.serving().rollout() instanceof RolloutState.RollingBack r
                    ? state.with(state.serving().rolledBack(r, at))
                    : state;
        }

        @Override
        public Optional<String> news() {
            return Optional.of("Rollback is done: " + to + " serves all traffic.");
        }
    }

    /** A version could not be deployed and there is nothing to go back to. */
    record RolloutFailed(int epoch, String version, String reason) implements RolloutEvent {
        @Override
        public LoopState apply(LoopState state, Instant at) {
            return state.with(state.serving().holding(new RolloutState.None()).retiring(Optional.of(version)));
        }

        @Override
        public Optional<String> news() {
            return Optional.of("Rollout " + epoch + " of " + version + " failed: " + reason);
        }

        @Override
        public String severity() {
            return "critical";
        }
    }

    /** A retired version is no longer deployed. */
    record Undeployed(String version) implements RolloutEvent {
        @Override
        public LoopState apply(LoopState state, Instant at) {
            return state.with(state.serving().undeployed(version));
        }
    }
}
