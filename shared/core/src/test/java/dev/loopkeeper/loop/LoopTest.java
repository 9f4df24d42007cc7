package dev.loopkeeper.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.config.WeekWindow;
import dev.loopkeeper.retrain.QualityPoint;
import dev.loopkeeper.retrain.RetrainAction;
import dev.loopkeeper.retrain.TrainingStatus;
import dev.loopkeeper.rollout.Judgement;
import dev.loopkeeper.rollout.TrafficSplit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LoopTest {
    private static String champion(Bench bench) {
        return bench.state().serving().champion().map(ServingVersion::version).orElse("");
    }

    /** {@code v1} serves, {@code v2} has its first canary step. */
    private static Bench canary() {
        Bench bench = new Bench().serving("v1").trained("r2", "v2", true);
        bench.sees(Map.of("v1", 100), "v1", "v2");
        return bench.shifted();
    }

    @Nested
    class Rollouts {
        @Test
        void shouldBakeTheFirstVersionWithoutCanary() {
            Bench bench = new Bench().serving("v1");
            assertThat(champion(bench)).isEqualTo("v1");
            assertThat(bench.all(RolloutEvent.StepTaken.class)).isEmpty();
        }

        @Test
        void shouldClimbStepByStepAndBakeBeforePromotion() {
            Bench bench = canary();
            assertThat(bench.state().desiredSplit()).contains(TrafficSplit.canary("v1", "v2", 5));
            bench.canary();
            bench.shifted().canary();
            assertThat(bench.rollout()).isEqualTo("baking");
            assertThat(champion(bench)).isEqualTo("v1");
            bench.shifted().bake();
            assertThat(champion(bench)).isEqualTo("v2");
            assertThat(bench.state().serving().desiredAliases()).containsEntry("previous", "v1");
        }

        @Test
        void shouldNotJudgeAStepThatIsNotConfirmed() {
            Bench bench = canary();
            bench.canary();
            bench.canary();
            assertThat(bench.all(RolloutEvent.StepTaken.class)).hasSize(2);
            assertThat(bench.rollout()).isEqualTo("canary");
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
            Bench bench = canary();
            int epoch = bench.state().serving().epoch();
            bench.trained("r3", "v3", true);
            assertThat(bench.all(RolloutEvent.Superseded.class)).hasSize(1);
            assertThat(bench.state().serving().epoch()).isEqualTo(epoch + 1);
            assertThat(bench.state().serving().retired()).contains("v2");
            assertThat(bench.state().desiredSplit()).contains(TrafficSplit.all("v1"));
        }

        @Test
        void shouldQueueAChallengerDuringABakeAndDropItAfterThePromotion() {
            Bench bench = canary();
            bench.plan("r3");
            bench.canary();
            bench.shifted().canary();
            bench.shifted().finished("r3", "v3", true);
            assertThat(bench.state().serving().queued()).isPresent();
            bench.bake();
            assertThat(champion(bench)).isEqualTo("v2");
            assertThat(bench.state().serving().queued()).isEmpty();
            assertThat(bench.all(RolloutEvent.RolloutDropped.class)).hasSize(1);
        }

        @Test
        void shouldNotTrainAgainstAChampionThatIsAboutToChange() {
            Bench bench = canary();
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

    @Nested
    class Rollbacks {
        @Test
        void shouldGoBackOnEvidence() {
            Bench bench = canary().judge(Judgement.Action.ROLLBACK);
            bench.canary();
            assertThat(bench.state().desiredSplit()).contains(TrafficSplit.all("v1"));
            bench.shifted();
            assertThat(bench.rollout()).isEqualTo("none");
            assertThat(champion(bench)).isEqualTo("v1");
            assertThat(bench.state().serving().retired()).contains("v2");
            assertThat(bench.state().serving().tally().rollbacksAutomatic()).isEqualTo(1);
        }

        @Test
        void shouldTakeARepeatSoonAfterARollbackByHandAsARepeatAndNotGoBackFurther() {
            Bench bench = canary();
            bench.does(new Command.RollBack("bad", "ann", Optional.empty()));
            bench.shifted();
            bench.does(new Command.RollBack("bad", "ann", Optional.empty()));
            assertThat(bench.refused()).isTrue();
            assertThat(champion(bench)).isEqualTo("v1");
        }

        @Test
        void shouldRepeatWithoutEffectWhileRollingBack() {
            Bench bench = canary();
            bench.does(new Command.RollBack("bad", "ann", Optional.empty()));
            LoopState before = bench.state();
            bench.does(new Command.RollBack("bad", "ann", Optional.empty()));
            assertThat(bench.state()).isEqualTo(before);
        }

        @Test
        void shouldGoBackToANamedHealthyVersionAndRefuseAnUnknownOne() {
            Bench bench = canary();
            bench.canary();
            bench.shifted().canary();
            bench.shifted().bake();
            bench.does(new Command.RollBack("bad", "ann", Optional.of("v9")));
            assertThat(bench.refused()).isTrue();
            bench.does(new Command.RollBack("bad", "ann", Optional.of("v1")));
            bench.shifted();
            assertThat(champion(bench)).isEqualTo("v1");
            assertThat(bench.state().serving().healthy())
                    .extracting(ServingVersion::version)
                    .containsExactly("v1");
        }

        @Test
        void shouldRollBackOnAnAlertOnlyWhenItFiresDuringATrialOrIsNamed() {
            Bench bench = canary();
            bench.does(new Command.Alert("k1", "disk", false, "over"));
            assertThat(bench.rollout()).isEqualTo("canary");
            bench.does(new Command.Alert("k2", "disk", true, "full"));
            assertThat(bench.rollout()).isEqualTo("rolling-back");
            bench.does(new Command.Alert("k2", "disk", true, "full"));
            assertThat(bench.all(ControlEvent.AlertReceived.class)).hasSize(2);
        }
    }

    @Nested
    class Quality {
        private Bench promoted() {
            Bench bench = new Bench().serving("v1");
            for (int i = 0; i < 4; i++) {
                bench.later(Duration.ofMinutes(1)).does(point(bench, "v1", i, 0.1));
            }
            bench.later(Duration.ofHours(1)).trained("r2", "v2", true);
            bench.sees(Map.of("v1", 100), "v1", "v2");
            bench.shifted().canary();
            bench.shifted().canary();
            bench.shifted().bake();
            return bench;
        }

        private Command point(Bench bench, String version, int n, double loss) {
            return new Command.AddQuality(List.of(new QualityPoint(version + n, bench.now(), version, 100, loss)));
        }

        @Test
        void shouldRollBackWhenLiveQualityFallsFarBelowThatOfTheVersionBefore() {
            Bench bench = promoted();
            for (int i = 0; i < 4; i++) {
                bench.later(Duration.ofMinutes(1)).does(point(bench, "v2", i, 0.4));
            }
            assertThat(bench.all(RolloutEvent.RollbackStarted.class))
                    .extracting(RolloutEvent.RollbackStarted::cause)
                    .containsExactly(RolloutEvent.Cause.QUALITY);
        }

        @Test
        void shouldLeaveASmallFallToTheRetrainPolicyAndCountARepeatOnce() {
            Bench bench = promoted();
            for (int i = 0; i < 8; i++) {
                bench.later(Duration.ofMinutes(1)).does(point(bench, "v2", i % 4, 0.13));
            }
            assertThat(bench.all(RolloutEvent.RollbackStarted.class)).isEmpty();
            assertThat(bench.state().intake().quality()).hasSize(8);
        }
    }

    @Nested
    class People {
        @Test
        void shouldHoldWeightsWhilePaused() {
            Bench bench = canary();
            bench.does(new Command.Pause("ann", "lunch"));
            bench.canary();
            assertThat(bench.all(RolloutEvent.StepTaken.class)).hasSize(1);
            bench.does(new Command.Resume("ann"));
            bench.shifted().canary();
            assertThat(bench.all(RolloutEvent.StepTaken.class)).hasSize(2);
        }

        @Test
        void shouldPauseOnAnExternalEditAndPutItsOwnSplitBackOnResume() {
            Bench bench = new Bench().serving("v1");
            bench.sees(Map.of("v1", 70, "x", 30), "v1", "x");
            assertThat(bench.state().paused()).isTrue();
            assertThat(bench.due()).doesNotContain(StepName.ADJUST_TRAFFIC);
            bench.does(new Command.Resume("ann"));
            bench.sees(Map.of("v1", 70, "x", 30), "v1", "x");
            assertThat(bench.state().paused())
                    .as("the same edit does not pause again")
                    .isFalse();
            assertThat(bench.state().serving().settled()).isFalse();
        }

        @Test
        void shouldNotTakeAnOldViewForAnExternalEdit() {
            Bench bench = canary();
            long moves = bench.state().serving().shifts().moves();
            bench.canary();
            bench.shifted();
            bench.sees(moves, Map.of("v1", 95, "v2", 5), "v1", "v2");
            assertThat(bench.state().paused()).isFalse();
        }

        @Test
        void shouldAdoptWhatServesAndMoveNothing() {
            Bench bench = new Bench();
            bench.sees(Map.of("old", 100), "old");
            assertThat(champion(bench)).isEqualTo("old");
            assertThat(bench.state().serving().settled()).isTrue();
        }

        @Test
        void shouldWaitForAPersonWhenAnAdoptedEndpointSplitsItsTraffic() {
            Bench bench = new Bench();
            bench.sees(Map.of("a", 60, "b", 40), "a", "b");
            assertThat(champion(bench)).isEqualTo("a");
            assertThat(bench.state().paused()).isTrue();
        }
    }

    @Nested
    class Training {
        @Test
        void shouldRefuseAPlanMadeForAnEarlierState() {
            Bench bench = new Bench();
            Command.Basis old = Command.Basis.of(bench.state());
            bench.trained("r1", "v1", false);
            bench.does(new Command.Plan(
                    "r9",
                    10,
                    0,
                    1,
                    Optional.empty(),
                    10,
                    Optional.empty(),
                    0,
                    Bench.usd(2),
                    Optional.empty(),
                    "e",
                    old,
                    true));
            assertThat(bench.refused()).isTrue();
            assertThat(bench.all(TrainingEvent.TrainingClaimed.class)).hasSize(1);
        }

        @Test
        void shouldClaimNothingThatIsNotPrepared() {
            Bench bench = new Bench();
            bench.does(new Command.Plan(
                    "r1",
                    10,
                    0,
                    1,
                    Optional.empty(),
                    10,
                    Optional.empty(),
                    0,
                    Bench.usd(2),
                    Optional.empty(),
                    "e",
                    Command.Basis.of(bench.state()),
                    false));
            assertThat(bench.refused()).isTrue();
        }

        @Test
        void shouldRetryWithBackOffThenFailAndReleaseTheBudget() {
            Bench bench = new Bench();
            bench.plan("r1");
            bench.does(new Command.Submitted("r1", 1, "job"));
            bench.does(new Command.Polled(
                    "r1", 1, new TrainingStatus.Failed("out of memory.", Duration.ofMinutes(30)), 0));
            assertThat(bench.all(TrainingEvent.TrainingRetried.class).get(0).notBefore())
                    .isEqualTo(bench.now().plus(Duration.ofMinutes(1)));
            assertThat(bench.due()).doesNotContain(StepName.START_TRAINING);
            bench.later(Duration.ofMinutes(1)).does(new Command.Submitted("r1", 2, "job"));
            bench.does(new Command.Polled(
                    "r1", 2, new TrainingStatus.Failed("out of memory.", Duration.ofMinutes(30)), 0));
            assertThat(bench.state().training().failuresInARow()).isEqualTo(1);
            assertThat(bench.state().spend().reserved()).isEmpty();
            assertThat(bench.state().spend().total()).contains(Bench.usd(2));
        }

        @Test
        void shouldNotRetryWhatTheBudgetDoesNotPayFor() {
            Bench bench = new Bench();
            bench.trained("r0", "v0", false);
            bench.trained("r1", "v1", false);
            bench.plan("r2");
            bench.does(new Command.Submitted("r2", 1, "job"));
            bench.does(new Command.Polled("r2", 1, new TrainingStatus.Failed("crashed.", Duration.ofMinutes(30)), 0));
            assertThat(bench.all(TrainingEvent.TrainingFailed.class)).hasSize(1);
            assertThat(bench.all(TrainingEvent.TrainingRetried.class)).isEmpty();
        }

        @Test
        void shouldStopARunThatTakesTooLong() {
            Bench bench = new Bench();
            bench.plan("r1");
            bench.does(new Command.Submitted("r1", 1, "job"));
            bench.later(Duration.ofMinutes(91)).does(new Command.Polled("r1", 1, new TrainingStatus.Running(), 0));
            assertThat(bench.all(TrainingEvent.TrainingStopping.class)).hasSize(1);
            bench.does(new Command.Polled("r1", 1, new TrainingStatus.Cancelled(Duration.ZERO), 0));
            assertThat(bench.state().training().phase()).isInstanceOf(TrainingPhase.Idle.class);
        }

        @Test
        void shouldRecordADeclinedRetrainOnce() {
            Bench bench = new Bench().policy(RetrainAction.KEEP);
            bench.plan("r1");
            bench.plan("r1");
            assertThat(bench.state().intake().declined()).isEqualTo(1);
        }

        @Test
        void shouldChargeNoEarlierPeriodThanTheNewest() {
            SpendState spend = SpendState.initial().reserving(Bench.usd(1), "2026-03-06");
            assertThat(spend.charged(java.time.Instant.parse("2026-03-05T23:59:00Z"), LoopConfig.Period.DAY))
                    .isEqualTo("2026-03-06");
        }
    }
}
