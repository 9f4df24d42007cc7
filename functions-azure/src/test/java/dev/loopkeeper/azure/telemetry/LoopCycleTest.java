package dev.loopkeeper.azure.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.loop.LoopState;
import dev.loopkeeper.loop.RolloutState;
import dev.loopkeeper.loop.ServingState;
import dev.loopkeeper.loop.ServingVersion;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.loop.TrainingPhase;
import dev.loopkeeper.loop.TrainingState;
import dev.loopkeeper.retrain.Money;
import dev.loopkeeper.retrain.Trigger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoopCycleTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final String RUN = "run-0007-ab12cd";

    private static LoopState state(TrainingPhase phase, int runs, Optional<ServingVersion> champion, RolloutState of) {
        TrainingState training = new TrainingState(
                phase, runs, 0, Optional.empty(), Optional.of(RUN), Optional.empty(), Optional.empty(), "", 0);
        ServingState none = ServingState.initial();
        ServingState serving = new ServingState(
                1, champion, List.of(), of, Optional.empty(), none.shifts(), List.of(), Map.of(), none.tally());
        LoopState first = LoopState.initial("fares");
        return new LoopState(
                "fares", 9, first.intake(), training, serving, first.spend(), first.control(), first.refused());
    }

    private static ServingVersion version(String name, String run) {
        return new ServingVersion(name, "", run, NOW, Optional.empty(), ServingVersion.Labels.UNKNOWN);
    }

    private static TrainingPhase claimed(String run) {
        Money price = Money.parse("1 USD");
        return new TrainingPhase.Claimed(
                new TrainingPhase.Attempt(run, 1, Trigger.DATA, price, price, NOW, Optional.empty()), NOW);
    }

    private static RolloutState deploying(ServingVersion challenger) {
        return new RolloutState.Deploying(1, challenger, List.of(5), RolloutState.Gate.OPEN, NOW);
    }

    @Test
    void shouldGiveAllFunctionsOfOneLoopTheSameTrace() {
        Optional<ServingVersion> champion = Optional.of(version("v6", "run-0006-000000"));
        RolloutState idle = new RolloutState.None();
        LoopState planned = state(new TrainingPhase.Idle(), 6, champion, idle);
        LoopState training = state(claimed(RUN), 7, champion, idle);
        LoopState canary = state(new TrainingPhase.Idle(), 7, champion, deploying(version("v7", RUN)));
        LoopState promoted = state(new TrainingPhase.Idle(), 7, Optional.of(version("v7", RUN)), idle);
        String trace = LoopCycle.of(StepName.PLAN_RETRAINING, planned).trace("fares");
        assertThat(trace).matches("[0-9a-f]{32}");
        assertThat(List.of(
                        LoopCycle.of(StepName.START_TRAINING, training),
                        LoopCycle.of(StepName.COMPARE_METRICS, training),
                        LoopCycle.of(StepName.UPDATE_REGISTRY, canary),
                        LoopCycle.of(StepName.ADJUST_TRAFFIC, canary),
                        LoopCycle.of(StepName.NOTIFY_TEAM, promoted)))
                .allSatisfy(cycle -> assertThat(cycle.trace("fares")).isEqualTo(trace))
                .allSatisfy(cycle -> assertThat(cycle.run()).contains(RUN));
        assertThat(LoopCycle.of(StepName.ADJUST_TRAFFIC, canary).version()).contains("v7");
    }

    @Test
    void shouldKeepCyclesAndModelsApart() {
        LoopState next = state(claimed("run-0008-ffffff"), 8, Optional.empty(), deploying(version("v7", RUN)));
        LoopCycle training = LoopCycle.of(StepName.START_TRAINING, next);
        LoopCycle rollout = LoopCycle.of(StepName.ADJUST_TRAFFIC, next);
        assertThat(training.number()).isEqualTo(8);
        assertThat(rollout.number()).isEqualTo(7);
        assertThat(training.trace("fares")).isNotEqualTo(rollout.trace("fares"));
        assertThat(rollout.trace("other")).isNotEqualTo(rollout.trace("fares"));
    }

    @Test
    void shouldCountAnAdoptedVersionAsNoRun() {
        LoopState adopted = state(new TrainingPhase.Idle(), 0, Optional.of(version("v1", "")), new RolloutState.None());
        LoopCycle cycle = LoopCycle.of(StepName.ADJUST_TRAFFIC, adopted);
        assertThat(cycle).isEqualTo(new LoopCycle(0, Optional.empty(), Optional.of("v1")));
    }
}
