package dev.loopkeeper.loop;

import dev.loopkeeper.retrain.Trigger;
import dev.loopkeeper.rollout.TrafficSplit;
import java.time.Instant;
import java.util.Optional;

/** What people, alarms and the outside did to a loop. */
public sealed interface ControlEvent extends Event {
    /** Nothing moves until somebody resumes. {@code seen} is a split that is not ours. */
    record Paused(String by, String reason, Optional<TrafficSplit> seen) implements ControlEvent {
        @Override
        public LoopState apply(LoopState state, Instant at) {
            LoopState paused = state.with(
                    state.control().paused(Optional.of(new ControlState.Pause(by, reason, seen.isPresent(), at))));
            return seen.isPresent() ? paused.with(paused.serving().unconfirmed()) : paused;
        }

        @Override
        public Optional<String> news() {
            return Optional.of(seen.map(split -> "The endpoint's split was changed to " + split.weights()
                            + " by somebody else. The loop is paused and leaves it "
                            + "alone; resume to put its own split back, or roll back to the version you want to keep.")
                    .orElse("Paused by " + by + ": " + reason));
        }

        @Override
        public String severity() {
            return "warning";
        }
    }

    /** The loop moves again, and puts back its own split. */
    record Resumed(String by) implements ControlEvent {
        @Override
        public LoopState apply(LoopState state, Instant at) {
            return state.with(state.control().paused(Optional.empty()))
                    .with(state.serving().reimposed())
                    .with(state.training().forgiven());
        }

        @Override
        public Optional<String> news() {
            return Optional.of("Resumed by " + by + ".");
        }
    }

    /** A person or an alert asks for a retrain. */
    record RetrainAsked(Trigger trigger, String by, String reason) implements ControlEvent {
        @Override
        public LoopState apply(LoopState state, Instant at) {
            return state.with(state.control().forced(trigger));
        }
    }

    /** An alert came in. {@code key} tells repeats. */
    record AlertReceived(String key, String name, boolean firing, String sentence) implements ControlEvent {
        @Override
        public LoopState apply(LoopState state, Instant at) {
            return state.with(state.control().alerted(key));
        }

        @Override
        public Optional<String> news() {
            return Optional.of("Alert " + name + (firing ? " fires: " : " is over: ") + sentence);
        }

        @Override
        public String severity() {
            return firing ? "warning" : "info";
        }
    }

    /** A step cannot go on until a person mends something. {@code key} tells repeats. */
    record StepGaveUp(String key, String step, String reason) implements ControlEvent {
        @Override
        public LoopState apply(LoopState state, Instant at) {
            return state.with(state.control().alerted(key));
        }

        @Override
        public Optional<String> news() {
            return Optional.of("The step " + step + " cannot go on: " + reason);
        }

        @Override
        public String severity() {
            return "warning";
        }
    }

    /** The team was told everything up to a position of the journal. */
    record Notified(long upTo) implements ControlEvent {
        @Override
        public LoopState apply(LoopState state, Instant at) {
            return state.with(state.control().told(upTo));
        }
    }
}
