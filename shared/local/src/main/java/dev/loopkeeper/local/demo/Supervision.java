package dev.loopkeeper.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.loop.DataEvent;
import dev.loopkeeper.loop.RolloutEvent;
import dev.loopkeeper.loop.TrainingEvent;
import dev.loopkeeper.retrain.RetrainAction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Watches decisions, runs and rollouts to their end, and lets time pass as slowly as each of them needs. */
final class Supervision {
    private static final Duration DECISION = Duration.ofSeconds(60);
    private static final Duration RUN_AND_ROLLOUT = Duration.ofSeconds(180);

    /** What the clock was last set for. */
    private enum Phase {
        QUIET,
        TRAINING,
        LATE_TRAINING,
        ROLLOUT
    }

    private final World world;
    private Phase phase = Phase.QUIET;
    private long trainingSince;
    /** Runs that were claimed when the loop was last seen to have nothing to do. */
    private int runsSeen;

    Supervision(World world) {
        this.world = world;
    }

    /**
     * Lets the quiet time of the batches pass until the policy has decided, at the latest until no run may start this
     * week.
     *
     * @return whether it decided to retrain
     */
    boolean decided(int mark, Instant windowShuts) {
        world.pace().debounce();
        Patience.await(
                "the loop decides about a retrain",
                DECISION,
                () -> !decisions(mark).isEmpty() || world.pace().now().isAfter(windowShuts));
        return claimed(mark);
    }

    private List<DataEvent.RetrainDecided> decisions(int mark) {
        return world.happenings().since(mark, DataEvent.RetrainDecided.class, d -> true);
    }

    boolean claimed(int mark) {
        return !world.happenings()
                .since(mark, TrainingEvent.TrainingClaimed.class, c -> true)
                .isEmpty();
    }

    /** Whether a run began since the loop was last seen to have nothing to do. */
    boolean busy() {
        return claims() > runsSeen;
    }

    private int claims() {
        return world.happenings().of(TrainingEvent.TrainingClaimed.class).size();
    }

    /** Waits until a run that was asked for is claimed, or denied for want of budget. */
    void awaitAnswer(int mark) {
        Patience.await(
                "the loop answers a person who asked for a retrain",
                DECISION,
                () -> claimed(mark)
                        || decisions(mark).stream()
                                .anyMatch(d -> d.decision().action() == RetrainAction.DENIED_BUDGET));
    }

    /** Waits until no run and no rollout is on its way. */
    void settle(String what) {
        settle(what + " is over", () -> phase == Phase.QUIET);
    }

    void awaitStep(int weight, int mark) {
        settle("the canary takes " + weight + " %", () -> !world.happenings()
                .since(mark, RolloutEvent.StepTaken.class, s -> s.weight() >= weight)
                .isEmpty());
    }

    /** Waits until no run is on its way; whether a version may take traffic now. */
    boolean trained(int mark) {
        settle("the run is over", () -> phase == Phase.ROLLOUT || phase == Phase.QUIET);
        return !world.happenings()
                .since(mark, RolloutEvent.RolloutStarted.class, r -> true)
                .isEmpty();
    }

    private void settle(String what, BooleanSupplier until) {
        trainingSince = System.nanoTime();
        Patience.await(what, RUN_AND_ROLLOUT, () -> {
            follow();
            return until.getAsBoolean();
        });
    }

    private void follow() {
        int claims = claims();
        Optional<JsonNode> status = world.client().status();
        if (status.isPresent()) {
            boolean training = !status.get().path("training").asText().equals("idle");
            boolean rollout = !status.get().at("/rollout/state").asText().equals("none");
            turn(training ? trainingPhase() : rollout ? Phase.ROLLOUT : Phase.QUIET);
            runsSeen = phase == Phase.QUIET ? claims : runsSeen;
        }
    }

    private Phase trainingPhase() {
        if (phase != Phase.TRAINING && phase != Phase.LATE_TRAINING) {
            trainingSince = System.nanoTime();
        }
        return world.pace().late(trained()) ? Phase.LATE_TRAINING : Phase.TRAINING;
    }

    private Duration trained() {
        return Duration.ofNanos(System.nanoTime() - trainingSince);
    }

    private void turn(Phase next) {
        if (next == phase) {
            return;
        }
        if (next == Phase.TRAINING || next == Phase.LATE_TRAINING) {
            world.pace().training(next == Phase.LATE_TRAINING);
        } else {
            if (phase == Phase.TRAINING || phase == Phase.LATE_TRAINING) {
                world.pace().learn(trained());
            }
            world.pace().rollout();
        }
        phase = next;
    }
}
