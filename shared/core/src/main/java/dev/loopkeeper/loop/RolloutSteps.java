package dev.loopkeeper.loop;

import dev.loopkeeper.rollout.VersionWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a rollout moves from one state to the next when its events are folded. An event that no longer fits moves
 * nothing.
 */
final class RolloutSteps {
    private RolloutSteps() {}

    static RolloutState gated(RolloutState state, RolloutState.Gate gate) {
        if (state instanceof RolloutState.Deploying d) {
            return new RolloutState.Deploying(d.epoch(), d.challenger(), d.steps(), gate, d.since());
        }
        if (state instanceof RolloutState.Canary c) {
            return new RolloutState.Canary(
                    c.epoch(),
                    c.baseline(),
                    c.challenger(),
                    c.steps(),
                    c.step(),
                    gate,
                    c.confirmed(),
                    c.slowMillis(),
                    c.ledger(),
                    c.observedTo(),
                    c.lastJudgement());
        }
        return state;
    }

    static RolloutState step(ServingState serving, int step, double slowMillis, Instant at) {
        if (serving.rollout() instanceof RolloutState.Deploying d
                && serving.champion().isPresent()) {
            return new RolloutState.Canary(
                    d.epoch(),
                    serving.champion().get(),
                    d.challenger(),
                    d.steps(),
                    step,
                    RolloutState.Gate.OPEN,
                    Optional.empty(),
                    slowMillis,
                    List.of(),
                    at,
                    "");
        }
        if (serving.rollout() instanceof RolloutState.Canary c) {
            return new RolloutState.Canary(
                    c.epoch(),
                    c.baseline(),
                    c.challenger(),
                    c.steps(),
                    step,
                    RolloutState.Gate.OPEN,
                    Optional.empty(),
                    c.slowMillis(),
                    c.ledger(),
                    at,
                    c.lastJudgement());
        }
        return serving.rollout();
    }

    static RolloutState confirmed(RolloutState state, Instant at) {
        if (state instanceof RolloutState.Canary c && c.confirmed().isEmpty()) {
            return new RolloutState.Canary(
                    c.epoch(),
                    c.baseline(),
                    c.challenger(),
                    c.steps(),
                    c.step(),
                    c.gate(),
                    Optional.of(at),
                    c.slowMillis(),
                    c.ledger(),
                    at,
                    c.lastJudgement());
        }
        if (state instanceof RolloutState.Baking b && b.confirmed().isEmpty()) {
            return new RolloutState.Baking(
                    b.epoch(),
                    b.challenger(),
                    Optional.of(at),
                    b.slowMillis(),
                    b.canary(),
                    b.bake(),
                    at,
                    b.lastJudgement());
        }
        return state;
    }

    static RolloutState observed(RolloutState state, RolloutEvent.CanaryObserved seen) {
        return state instanceof RolloutState.Canary c && c.epoch() == seen.epoch()
                ? new RolloutState.Canary(
                        c.epoch(),
                        c.baseline(),
                        c.challenger(),
                        c.steps(),
                        c.step(),
                        c.gate(),
                        c.confirmed(),
                        c.slowMillis(),
                        Ledger.canary(c.ledger(), seen.windows()),
                        seen.observedTo(),
                        seen.sentence())
                : state;
    }

    static RolloutState bake(RolloutState state, double slowMillis, Instant at) {
        if (state instanceof RolloutState.Canary c) {
            return new RolloutState.Baking(
                    c.epoch(),
                    c.challenger(),
                    Optional.empty(),
                    c.slowMillis(),
                    c.ledger(),
                    List.of(),
                    at,
                    c.lastJudgement());
        }
        return state instanceof RolloutState.Deploying d
                ? new RolloutState.Baking(
                        d.epoch(), d.challenger(), Optional.empty(), slowMillis, List.of(), List.of(), at, "")
                : state;
    }

    static RolloutState observed(RolloutState state, RolloutEvent.BakeObserved seen) {
        if (state instanceof RolloutState.Baking b && b.epoch() == seen.epoch()) {
            List<VersionWindow> bake = new ArrayList<>(b.bake());
            bake.addAll(seen.windows());
            return new RolloutState.Baking(
                    b.epoch(),
                    b.challenger(),
                    b.confirmed(),
                    b.slowMillis(),
                    b.canary(),
                    Ledger.bake(bake),
                    seen.observedTo(),
                    seen.sentence());
        }
        return state;
    }
}
