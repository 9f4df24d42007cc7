package dev.loopkeeper.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.rollout.Judgement;
import dev.loopkeeper.rollout.TrafficSplit;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RollbackTest {
    @Test
    void shouldGoBackOnEvidence() {
        Bench bench = Bench.inCanary().judge(Judgement.Action.ROLLBACK);
        bench.canary();
        assertThat(bench.state().desiredSplit()).contains(TrafficSplit.all("v1"));
        bench.shifted();
        assertThat(bench.rollout()).isEqualTo("none");
        assertThat(bench.champion()).isEqualTo("v1");
        assertThat(bench.state().serving().retired()).contains("v2");
        assertThat(bench.state().serving().tally().rollbacksAutomatic()).isEqualTo(1);
    }

    @Test
    void shouldTakeARepeatSoonAfterARollbackByHandAsARepeatAndNotGoBackFurther() {
        Bench bench = Bench.inCanary();
        bench.does(new Command.RollBack("bad", "ann", Optional.empty()));
        bench.shifted();
        bench.does(new Command.RollBack("bad", "ann", Optional.empty()));
        assertThat(bench.refused()).isTrue();
        assertThat(bench.champion()).isEqualTo("v1");
    }

    @Test
    void shouldRepeatWithoutEffectWhileRollingBack() {
        Bench bench = Bench.inCanary();
        bench.does(new Command.RollBack("bad", "ann", Optional.empty()));
        LoopState before = bench.state();
        bench.does(new Command.RollBack("bad", "ann", Optional.empty()));
        assertThat(bench.state()).isEqualTo(before);
    }

    @Test
    void shouldGoBackToANamedHealthyVersionAndRefuseAnUnknownOne() {
        Bench bench = Bench.inCanary();
        bench.canary();
        bench.shifted().canary();
        bench.shifted().bake();
        bench.does(new Command.RollBack("bad", "ann", Optional.of("v9")));
        assertThat(bench.refused()).isTrue();
        bench.does(new Command.RollBack("bad", "ann", Optional.of("v1")));
        bench.shifted();
        assertThat(bench.champion()).isEqualTo("v1");
        assertThat(bench.state().serving().healthy())
                .extracting(ServingVersion::version)
                .containsExactly("v1");
    }

    @Test
    void shouldRollBackOnAnAlertOnlyWhenItFiresDuringATrialOrIsNamed() {
        Bench bench = Bench.inCanary();
        bench.does(new Command.Alert("k1", "disk", false, "over"));
        assertThat(bench.rollout()).isEqualTo("canary");
        bench.does(new Command.Alert("k2", "disk", true, "full"));
        assertThat(bench.rollout()).isEqualTo("rolling-back");
        bench.does(new Command.Alert("k2", "disk", true, "full"));
        assertThat(bench.all(ControlEvent.AlertReceived.class)).hasSize(2);
    }
}
