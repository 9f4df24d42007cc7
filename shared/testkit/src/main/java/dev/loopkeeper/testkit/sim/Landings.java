package dev.loopkeeper.testkit.sim;

import dev.loopkeeper.loop.LoopState;
import dev.loopkeeper.loop.ServingState;
import dev.loopkeeper.rollout.TrafficSplit;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * What lands on an endpoint, held against the journal at that moment.
 *
 * <p>A split that is not the one wanted is an exposure. It is measured in ticks, and in looks: steps of the reconciler
 * that began after it, while nothing was on its way, and came to their end.
 */
final class Landings {
    private static final int BUCKET = 25;

    private final SimMetrics metrics;
    private final Coverage coverage;
    private final Supplier<LoopState> truth;
    private final IntSupplier tick;
    private final boolean conditional;
    private Optional<TrafficSplit> now = Optional.empty();
    private int exposures;
    private int since = -1;
    private int looks;

    Landings(boolean conditional, SimMetrics metrics, Coverage coverage, Supplier<LoopState> truth, IntSupplier tick) {
        this.conditional = conditional;
        this.metrics = metrics;
        this.coverage = coverage;
        this.truth = truth;
        this.tick = tick;
    }

    /** A shift of ours has landed. */
    void landed(TrafficSplit split) {
        metrics.landed(split);
        now = Optional.of(split);
        ServingState serving = truth.get().serving();
        boolean wanted = serving.desiredSplit().equals(now)
                || serving.shifts().intents().contains(split)
                || serving.shifts().confirmed().equals(now);
        if (!wanted) {
            coverage.saw("exposure");
            refuse(split, serving);
        }
        if (serving.desiredSplit().equals(now)) {
            over();
        } else if (since < 0) {
            since = tick.getAsInt();
            looks = 0;
            exposures++;
            coverage.saw(wanted ? "late landing" : "stale landing");
        }
    }

    private void refuse(TrafficSplit split, ServingState serving) {
        if (conditional) {
            throw new Violation(
                    "I4",
                    "split " + split.weights() + " lands in state "
                            + serving.rollout().label() + " of epoch " + serving.epoch() + ", wanted is "
                            + serving.desiredSplit().map(TrafficSplit::weights));
        }
    }

    /** A person has set the split: nothing of ours shows any more. */
    void edited(TrafficSplit split) {
        metrics.landed(split);
        now = Optional.of(split);
        since = -1;
    }

    /** A version was undeployed. */
    void removed(String version) {
        ServingState serving = truth.get().serving();
        boolean needed = serving.rollbackTarget()
                .filter(v -> v.version().equals(version))
                .isPresent();
        if (needed && serving.rollout().trial().isPresent()) {
            throw new Violation("I2", version + " was removed while it is the version to go back to");
        }
    }

    /** The exposure that lasts when a look begins, 0 for none. */
    int open() {
        settle();
        return since < 0 ? 0 : exposures;
    }

    /** A look that began in this exposure has come to its end. */
    void looked(int exposure) {
        settle();
        if (exposure > 0 && exposure == exposures && since >= 0) {
            looks++;
        }
    }

    /** Over as well when what shows is what is wanted by now, or when a person has the wheel. */
    private void settle() {
        LoopState state = truth.get();
        boolean external = state.control().pause().filter(p -> p.external()).isPresent();
        if (since >= 0 && (external || state.serving().desiredSplit().equals(now))) {
            over();
        }
    }

    private void over() {
        if (since >= 0) {
            coverage.saw("exposed for looks " + looks);
            coverage.saw("exposed for ticks " + (tick.getAsInt() - since) / BUCKET * BUCKET);
            since = -1;
        }
    }
}
