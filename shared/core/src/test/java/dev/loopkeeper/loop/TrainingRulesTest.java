package dev.loopkeeper.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.retrain.Money;
import dev.loopkeeper.retrain.RetrainAction;
import dev.loopkeeper.retrain.TrainingStatus;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrainingRulesTest {
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
        bench.does(new Command.Polled("r1", 1, new TrainingStatus.Failed("out of memory.", Duration.ofMinutes(30)), 0));
        assertThat(bench.all(TrainingEvent.TrainingRetried.class).get(0).notBefore())
                .isEqualTo(bench.now().plus(Duration.ofMinutes(1)));
        assertThat(bench.due()).doesNotContain(StepName.START_TRAINING);
        bench.later(Duration.ofMinutes(1)).does(new Command.Submitted("r1", 2, "job"));
        bench.does(new Command.Polled("r1", 2, new TrainingStatus.Failed("out of memory.", Duration.ofMinutes(30)), 0));
        assertThat(bench.state().training().failuresInARow()).isEqualTo(1);
        assertThat(bench.state().spend().reserved()).isEmpty();
        assertThat(bench.state().spend().total()).contains(Bench.usd(2));
    }

    @Test
    void shouldFailAClaimThatTheServiceWillNeverTakeAndBelieveNoOtherStatusOfIt() {
        Bench bench = new Bench();
        bench.plan("r1");
        TrainingStatus.Failed refused = new TrainingStatus.Failed("the image is unknown.", Duration.ZERO);
        bench.does(new Command.Polled("r1", 1, new TrainingStatus.Unknown(), 0));
        bench.does(new Command.Polled("r1", 1, new TrainingStatus.Succeeded(Duration.ZERO), 1));
        assertThat(bench.all(TrainingEvent.TrainingSucceeded.class)).isEmpty();
        bench.does(new Command.Polled("r1", 1, refused, 0));
        bench.does(new Command.Polled("r1", 1, refused, 0));
        assertThat(bench.all(TrainingEvent.TrainingRetried.class)).hasSize(1);
        bench.later(Duration.ofMinutes(1)).does(new Command.Polled("r1", 2, refused, 0));
        assertThat(bench.all(TrainingEvent.TrainingFailed.class))
                .singleElement()
                .satisfies(e -> assertThat(e.news().orElseThrow()).contains("the image is unknown"));
        assertThat(bench.state().training().phase()).isEqualTo(new TrainingPhase.Idle());
        assertThat(bench.state().spend().reserved()).isEmpty();
        assertThat(bench.state().spend().total().stream())
                .allMatch(m -> m.amount().signum() == 0);
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
    void shouldTellTheTeamOfADeclinedRetrainWhenTheAnswerIsNewOrSomebodyAsked() {
        Bench bench = new Bench().policy(RetrainAction.KEEP);
        bench.plan("r1");
        bench.plan("r2");
        bench.does(new Command.AskRetrain(dev.loopkeeper.retrain.Trigger.MANUAL, "ada", "new season"));
        bench.plan("r3");
        bench.policy(RetrainAction.DENIED_BUDGET).plan("r4");
        assertThat(bench.all(DataEvent.RetrainDecided.class))
                .extracting(DataEvent.RetrainDecided::evidence, d -> d.news().isPresent())
                .containsExactly(tuple("r1", true), tuple("r2", false), tuple("r3", true), tuple("r4", true));
    }

    @Test
    void shouldChargeNoEarlierPeriodThanTheNewest() {
        SpendState spend = SpendState.initial().reserving(Bench.usd(1), "2026-03-06");
        assertThat(spend.charged(java.time.Instant.parse("2026-03-05T23:59:00Z"), LoopConfig.Period.DAY))
                .isEqualTo("2026-03-06");
    }

    @Test
    void shouldGoOnWhenTheCurrencyChangesWhileARunIsOnItsWay() {
        Bench bench = new Bench().policy(RetrainAction.KEEP);
        bench.plan("r0");
        bench.policy(RetrainAction.RETRAIN).plan("r1");
        bench.does(new Command.Submitted("r1", 1, "job"));
        bench.currency("EUR").later(Duration.ofMinutes(10));
        bench.does(new Command.Polled("r1", 1, new TrainingStatus.Running(), 0));
        bench.does(new Command.Polled("r1", 1, new TrainingStatus.Failed("out of memory.", Duration.ofMinutes(30)), 0));
        assertThat(bench.all(TrainingEvent.TrainingFailed.class))
                .singleElement()
                .satisfies(failed -> assertThat(failed.outcome()).contains("EUR"));
        assertThat(bench.state().spend().total()).contains(Bench.usd(1));

        bench.policy(RetrainAction.KEEP).plan("r2");
        bench.policy(RetrainAction.RETRAIN).plan("r3");
        bench.does(new Command.Submitted("r3", 1, "job"));
        bench.does(new Command.Polled("r3", 1, new TrainingStatus.Succeeded(Duration.ofMinutes(30)), 1));
        assertThat(bench.state().spend().total()).contains(Money.of(1, "EUR"));
        assertThat(bench.state().spend().saved()).contains(Money.of(1, "EUR"));
    }

    @Test
    void shouldCountRunsThatLeaveNothingUsableAsFailuresInARow() {
        Bench bench = new Bench();
        for (int i = 1; i <= 3; i++) {
            String run = "r" + i;
            bench.plan(run);
            bench.does(new Command.Submitted(run, 1, "job"));
            bench.does(new Command.Polled(run, 1, new TrainingStatus.Succeeded(Duration.ofMinutes(1)), 1));
            bench.does(new Command.ClearedPending(run));
            bench.does(new Command.Unusable(run, 1, "evaluation.json is missing"));
        }
        assertThat(bench.state().training().failuresInARow()).isEqualTo(3);
        assertThat(bench.all(TrainingEvent.TrainingFailed.class).get(0).news())
                .as("they are not pending any more")
                .hasValueSatisfying(news -> assertThat(news).doesNotContain("batches wait"));
        bench.trained("r4", "v1", true);
        assertThat(bench.state().training().failuresInARow()).isZero();
    }
}
