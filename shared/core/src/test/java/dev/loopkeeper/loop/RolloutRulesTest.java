package dev.loopkeeper.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.config.WeekWindow;
import dev.loopkeeper.rollout.Judgement;
import dev.loopkeeper.rollout.TrafficSplit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RolloutRulesTest {
    @Test
    void shouldBakeTheFirstVersionWithoutCanary() {
        Bench bench = new Bench().serving("v1");
        assertThat(bench.champion()).isEqualTo("v1");
        assertThat(bench.all(RolloutEvent.StepTaken.class)).isEmpty();
    }

    @Test
    void shouldClimbStepByStepAndBakeBeforePromotion() {
        Bench bench = Bench.inCanary();
        assertThat(bench.state().desiredSplit()).contains(TrafficSplit.canary("v1", "v2", 5));
        bench.canary();
        bench.shifted().canary();
        assertThat(bench.rollout()).isEqualTo("baking");
        assertThat(bench.champion()).isEqualTo("v1");
        bench.shifted().bake();
        assertThat(bench.champion()).isEqualTo("v2");
        assertThat(bench.state().serving().desiredAliases()).containsEntry("previous", "v1");
    }

    @Test
    void shouldNotJudgeAStepThatIsNotConfirmed() {
        Bench bench = Bench.inCanary();
        bench.canary();
        bench.canary();
        assertThat(bench.all(RolloutEvent.StepTaken.class)).hasSize(2);
        assertThat(bench.rollout()).isEqualTo("canary");
    }

    @Test
    void shouldMirrorBeforeTheFirstLiveStepAndJudgeWhatWasMirrored() {
        Bench bench = Bench.mirroring().serving("v1").trained("r2", "v2", true);
        bench.sees(Map.of("v1", 100), "v1", "v2");
        assertThat(bench.state().desiredSplit()).contains(TrafficSplit.all("v1"));
        bench.judge(Judgement.Action.PROMOTE).canary();
        assertThat(bench.state().desiredSplit())
                .as("not before the mirror is confirmed")
                .contains(TrafficSplit.all("v1"));
        bench.shifted().canary();
        assertThat(bench.state().desiredSplit()).contains(TrafficSplit.canary("v1", "v2", 5));
        bench = Bench.mirroring().serving("v1").trained("r2", "v2", true);
        bench.sees(Map.of("v1", 100), "v1", "v2");
        bench.shifted().judge(Judgement.Action.ROLLBACK).canary();
        assertThat(bench.rollout()).isEqualTo("rolling-back");
    }

    @Test
    void shouldGoOnFromAMirrorOfWhichNothingIsCounted() {
        Bench bench = Bench.mirroring().serving("v1").trained("r2", "v2", true);
        bench.sees(Map.of("v1", 100), "v1", "v2");
        bench.shifted()
                .judge(Judgement.Action.HOLD)
                .later(Duration.ofMinutes(19))
                .canary();
        assertThat(bench.state().desiredSplit()).contains(TrafficSplit.all("v1"));
        bench.later(Duration.ofMinutes(1)).canary();
        assertThat(bench.state().desiredSplit()).contains(TrafficSplit.canary("v1", "v2", 5));
        bench.shifted().later(Duration.ofHours(9)).canary();
        assertThat(bench.state().desiredSplit())
                .as("live requests have to be counted")
                .contains(TrafficSplit.canary("v1", "v2", 5));
    }

    @Test
    void shouldIgnoreAConfirmationDecidedBeforeTheRollback() {
        Bench bench = new Bench().serving("v1").trained("r2", "v2", true);
        bench.does(new Command.Resume("nobody"));
        long before = bench.state().serving().shifts().moves();
        bench.sees(Map.of("v1", 100), "v1", "v2");
        bench.shifted();
        bench.does(new Command.RollBack("bad", "ann", Optional.empty()));
        bench.does(new Command.Confirm(bench.state().serving().epoch(), before, TrafficSplit.all("v1")));
        assertThat(bench.rollout()).isEqualTo("rolling-back");
    }

    @Test
    void shouldSupersedeAnOlderChallenger() {
        Bench bench = Bench.inCanary();
        int epoch = bench.state().serving().epoch();
        bench.trained("r3", "v3", true);
        assertThat(bench.all(RolloutEvent.Superseded.class)).hasSize(1);
        assertThat(bench.state().serving().epoch()).isEqualTo(epoch + 1);
        assertThat(bench.state().serving().retired()).contains("v2");
        assertThat(bench.state().desiredSplit()).contains(TrafficSplit.all("v1"));
    }

    @Test
    void shouldQueueAChallengerDuringABakeAndDropItAfterThePromotion() {
        Bench bench = Bench.inCanary();
        bench.plan("r3");
        bench.canary();
        bench.shifted().canary();
        bench.shifted().finished("r3", "v3", true);
        assertThat(bench.state().serving().queued()).isPresent();
        bench.bake();
        assertThat(bench.champion()).isEqualTo("v2");
        assertThat(bench.state().serving().queued()).isEmpty();
        assertThat(bench.all(RolloutEvent.RolloutDropped.class)).hasSize(1);
    }

    @Test
    void shouldNotTrainAgainstAChampionThatIsAboutToChange() {
        Bench bench = Bench.inCanary();
        bench.canary();
        bench.shifted().canary();
        assertThat(bench.shifted().plan("r3")).isInstanceOf(Decided.Refused.class);
        assertThat(bench.state().training().phase()).isInstanceOf(TrainingPhase.Idle.class);
    }

    @Test
    void shouldNotRollOutAVersionThatIsNotBlessed() {
        Bench bench = new Bench().serving("v1").trained("r2", "v2", false);
        assertThat(bench.rollout()).isEqualTo("none");
        assertThat(bench.state().refused()).isEqualTo(1);
    }

    @Test
    void shouldNotRaiseAWeightInAFreezeWindowButRollBack() {
        Bench bench = new Bench(LoopConfig.Approval.NONE, List.of(5), List.of(WeekWindow.parse("13:00-14:00 UTC")))
                .serving("v1")
                .trained("r2", "v2", true)
                .later(Duration.ofMinutes(70));
        bench.sees(Map.of("v1", 100), "v1", "v2");
        assertThat(bench.rollout()).isEqualTo("deploying");
        bench.does(new Command.RollBack("bad", "ann", Optional.empty()));
        assertThat(bench.rollout()).isEqualTo("rolling-back");
    }

    @Test
    void shouldKeepAVersionThatRestartsWhileItWaits() {
        Bench asked = new Bench(LoopConfig.Approval.BEFORE_CANARY, List.of(5), List.of()).trained("r1", "v1", true);
        asked.sees(Map.of(), "v1");
        asked.later(Duration.ofHours(9)).sees(Map.of());
        assertThat(asked.rollout()).isEqualTo("awaiting-approval");
        asked.does(new Command.Approve("ann"));
        asked.sees(Map.of(), "v1");
        assertThat(asked.rollout()).isEqualTo("baking");

        Bench frozen = new Bench(LoopConfig.Approval.NONE, List.of(5), List.of(WeekWindow.parse("11:00-14:00 UTC")))
                .trained("r1", "v1", true);
        frozen.later(Duration.ofMinutes(90)).sees(Map.of());
        assertThat(frozen.rollout()).isEqualTo("deploying");
        frozen.later(Duration.ofHours(1)).sees(Map.of());
        assertThat(frozen.rollout()).as("too late once nothing holds it").isEqualTo("none");
    }

    @Test
    void shouldWaitForApprovalBeforeTheCanary() {
        Bench bench = new Bench(LoopConfig.Approval.BEFORE_CANARY, List.of(5), List.of()).trained("r1", "v1", true);
        bench.sees(Map.of(), "v1");
        bench.sees(Map.of(), "v1");
        assertThat(bench.rollout()).isEqualTo("awaiting-approval");
        assertThat(bench.all(RolloutEvent.ApprovalAsked.class)).hasSize(1);
        bench.does(new Command.Approve("ann"));
        bench.sees(Map.of(), "v1");
        assertThat(bench.rollout()).isEqualTo("baking");
    }
}
