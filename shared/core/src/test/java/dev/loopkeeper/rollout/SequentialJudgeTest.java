package dev.loopkeeper.rollout;

import static dev.loopkeeper.rollout.Judgement.Action.CONTINUE;
import static dev.loopkeeper.rollout.Judgement.Action.HOLD;
import static dev.loopkeeper.rollout.Judgement.Action.PROMOTE;
import static dev.loopkeeper.rollout.Judgement.Action.ROLLBACK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.config.LoopConfig.JudgeProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SequentialJudgeTest {
    private static final Instant START = CanaryWorld.START;
    private static final LoopConfig.Rollout TERMS = CanaryWorld.terms(JudgeProfile.BALANCED, 5, 30);
    private final SequentialJudge judge = new SequentialJudge();

    private static Instant minute(int m) {
        return START.plus(Duration.ofMinutes(m));
    }

    private static VersionWindow counts(int m, long requests, long errors) {
        return new VersionWindow(minute(m), requests, errors, 0, false);
    }

    private static CanaryWindow window(int m, VersionWindow challenger, VersionWindow champion) {
        return new CanaryWindow(minute(m), 50, challenger, champion);
    }

    private static List<CanaryWindow> ledger(long requests, int[] challenger, int[] champion) {
        List<CanaryWindow> windows = new ArrayList<>();
        for (int m = 0; m < challenger.length; m++) {
            windows.add(window(m, counts(m, requests, challenger[m]), counts(m, requests, champion[m])));
        }
        return windows;
    }

    private static LoopConfig.Rollout floor(double availability) {
        return new LoopConfig.Rollout(
                TERMS.endpoint(),
                TERMS.steps(),
                TERMS.window(),
                TERMS.warmUp(),
                TERMS.minDwell(),
                TERMS.maxDwell(),
                TERMS.bake(),
                availability,
                TERMS.profile(),
                TERMS.deployTimeout(),
                TERMS.approval(),
                TERMS.idle(),
                TERMS.freeze());
    }

    private Judgement step(List<CanaryWindow> ledger) {
        return judge.judgeStep(ledger, TERMS, START, minute(ledger.size()));
    }

    @Test
    void shouldRollBackWhenSevenOfTenWindowsAreAHundredTimesWorse() {
        Judgement said = step(ledger(
                1_000, new int[] {100, 100, 100, 100, 100, 100, 100, 1, 1, 1}, new int[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1
                }));

        assertThat(said.action()).isEqualTo(ROLLBACK);
        assertThat(said.sentence()).contains("Roll back at 50 %", "703 of 10,000", "10 of 10,000", "70");
        assertThat(said.numbers()).containsEntry("errors.challenger", 703.0);
        assertThat(said.numbers().get("errors.ratio")).isCloseTo(70.3, within(.01));
    }

    @Test
    void shouldGoOnWhenAFewErrorsMeetAChampionWithoutAny() {
        assertThat(step(ledger(1_000, new int[] {0, 1, 2, 1, 0, 0}, new int[6])).action())
                .isEqualTo(CONTINUE);
    }

    @Test
    void shouldRollBackManyErrorsAgainstAChampionWithoutAny() {
        Judgement said = step(ledger(1_000, new int[] {10, 12, 9}, new int[3]));

        assertThat(said.action()).isEqualTo(ROLLBACK);
        assertThat(said.sentence()).contains("unbounded");
    }

    @Test
    void shouldHoldWhenNothingWasEverMeasured() {
        List<CanaryWindow> missing = new ArrayList<>();
        for (int m = 0; m < 40; m++) {
            missing.add(window(m, VersionWindow.missing(minute(m)), VersionWindow.missing(minute(m))));
        }

        assertThat(step(missing).action()).isEqualTo(HOLD);
        assertThat(judge.judgeStep(List.of(), TERMS, START, minute(40)).action())
                .isEqualTo(HOLD);
        assertThat(judge.judgeStep(List.of(), TERMS, START, minute(1)).action()).isEqualTo(CONTINUE);
    }

    @Test
    void shouldHoldWhenTheChallengerGotNoRequestOrMetricsStopped() {
        List<CanaryWindow> quiet = ledger(1_000, new int[20], new int[20]);
        Judgement late = judge.judgeStep(quiet, TERMS, START, minute(60));
        quiet.add(window(20, counts(20, 0, 0), counts(20, 2_000, 3)));

        assertThat(step(quiet).action()).isEqualTo(HOLD);
        assertThat(step(quiet).sentence()).contains("the challenger got no request");
        assertThat(late.action()).isEqualTo(HOLD);
    }

    @Test
    void shouldNotCarryAnOldStepsEvidenceIntoAStepThatWasNeverSeen() {
        List<CanaryWindow> old = ledger(1_000, new int[40], new int[40]);

        assertThat(judge.judgeStep(old, TERMS, minute(40), minute(48)).action()).isEqualTo(HOLD);
    }

    @Test
    void shouldSayTheSameWhateverTheOrderAndHoweverOftenAWindowComes() {
        List<CanaryWindow> ledger = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(3);
        CanaryWorld world = CanaryWorld.healthy().ratio(1.4).losing(.2).traffic(600, .3);
        for (int m = 0; m < 50; m++) {
            ledger.add(world.window(m, m < 25 ? 5 : 25, random));
        }
        List<CanaryWindow> shuffled = new ArrayList<>(ledger);
        shuffled.addAll(ledger.subList(10, 20));
        Collections.shuffle(shuffled, new Random(1));
        Evidence folded = Evidence.none();
        for (CanaryWindow window : ledger) {
            folded = folded.plus(window);
        }
        Judgement straight = judge.judgeStep(ledger, TERMS, minute(25), minute(50));

        assertThat(judge.judgeStep(shuffled, TERMS, minute(25), minute(50))).isEqualTo(straight);
        assertThat(judge.judge(folded, TERMS, minute(25), minute(50))).isEqualTo(straight);
    }

    @Test
    void shouldRollBackBelowTheFloorUnlessTheChampionIsBelowItToo() {
        List<CanaryWindow> slightlyWorse = new ArrayList<>();
        List<CanaryWindow> bothBad = new ArrayList<>();
        for (int m = 0; m < 5; m++) {
            slightlyWorse.add(window(m, counts(m, 5_000, 80), counts(m, 5_000, 50)));
            bothBad.add(window(m, counts(m, 5_000, 100), counts(m, 5_000, 100)));
        }
        Judgement alone = judge.judgeStep(slightlyWorse, floor(.99), START, minute(4));
        Judgement both = judge.judgeStep(bothBad, floor(.99), START, minute(4));

        assertThat(alone.action()).isEqualTo(ROLLBACK);
        assertThat(alone.sentence()).contains("1.0 %", "errorBudget.availability");
        assertThat(both.action()).isEqualTo(CONTINUE);
        assertThat(both.sentence()).contains("going back would not help");
    }

    @Test
    void shouldRollBackSlowAnswersThoughNothingFails() {
        List<CanaryWindow> slow = new ArrayList<>();
        for (int m = 0; m < 10; m++) {
            slow.add(window(
                    m,
                    new VersionWindow(minute(m), 300, 0, 60, false),
                    new VersionWindow(minute(m), 300, 0, 15, false)));
        }
        Judgement said = step(slow);

        assertThat(said.action()).isEqualTo(ROLLBACK);
        assertThat(said.sentence()).contains("slow answers are up");
    }

    @Test
    void shouldAskMoreOfSlowAnswersTheMoreTheErrorsFell() {
        Guard guard = Guard.of(JudgeProfile.STRICT);

        assertThat(guard.slowBudget(2)).isEqualTo(guard.slowBudget(0));
        assertThat(guard.slowBudget(-1)).isCloseTo(guard.slowBudget(0) / 100, within(1e-12));
        assertThat(guard.errorBudget(false) + guard.slowBudget(0)).isCloseTo(guard.alpha(), within(1e-12));
    }

    @Test
    void shouldNotTakeALateOnsetForLastingNoise() {
        List<Arms> windows = new ArrayList<>();
        for (int m = 0; m < 60; m++) {
            windows.add(new Arms(m < 30 ? 3 : 12, 600, m % 2 == 0 ? 2 : 4, 600));
        }
        Spread spread = Spread.of(windows.toArray(Arms[]::new));

        assertThat(spread.level().clustered(1.3)).isTrue();
        assertThat(spread.excused(1.3)).isTrue();
        assertThat(spread.dispersion()).isLessThan(spread.level().dispersion());
    }

    @Test
    void shouldNotExcuseNoiseThatComesAndGoes() {
        List<Arms> windows = new ArrayList<>();
        for (int m = 0; m < 60; m++) {
            windows.add(new Arms(m / 10 % 2 == 0 ? 12 : 3, 600, 3, 600));
        }
        Spread spread = Spread.of(windows.toArray(Arms[]::new));

        assertThat(spread.clustered(1.3)).isTrue();
        assertThat(spread.excused(1.3)).isFalse();
    }

    @Test
    void shouldActOnSmallRatiosOnlyWhereNoiseWouldHaveShown() {
        Guard guard = Guard.of(JudgeProfile.STRICT);
        Spread many = even(30, 20);
        Spread few = even(1, 1);

        assertThat(many.level().cleared()).isTrue();
        assertThat(few.level().cleared()).isFalse();
        assertThat(guard.material(Metric.ERRORS, many, 1)).isLessThan(guard.material(Metric.ERRORS, few, 1));
    }

    private static Spread even(int challenger, int champion) {
        SplittableRandom random = new SplittableRandom(8);
        Arms[] windows = new Arms[60];
        for (int m = 0; m < windows.length; m++) {
            windows[m] = new Arms(challenger + random.nextInt(3) - 1, 3_000, champion + random.nextInt(3) - 1, 3_000);
        }
        return Spread.of(windows);
    }

    @Test
    void shouldGiveAConfidenceSequenceThatCoversTheTruth() {
        int missed = 0;
        for (int rep = 0; rep < 200; rep++) {
            SplittableRandom random = new SplittableRandom(rep);
            Evidence evidence = Evidence.none();
            boolean covered = true;
            for (int m = 0; m < 30; m++) {
                evidence = evidence.plus(CanaryWorld.healthy().ratio(1.5).window(m, 25, random));
                Arms[] windows = evidence.errors().trail().toArray();
                ConfidenceSequence said = ConfidenceSequence.of(windows, Spread.of(windows), .95);
                covered &= said.low() <= 1.5 && said.high() >= 1.5;
            }
            missed += covered ? 0 : 1;
        }

        assertThat(missed).isLessThanOrEqualTo(12);
    }

    @Test
    void shouldJudgeTheBakeAgainstTheChampionsFrozenRates() {
        List<CanaryWindow> canary = ledger(3_000, new int[] {15, 14, 16, 15}, new int[] {15, 15, 14, 16});

        assertThat(bake(canary, 30, 600, 3).action()).isEqualTo(PROMOTE);
        assertThat(bake(canary, 20, 600, 3).action()).isEqualTo(CONTINUE);
        assertThat(bake(canary, 20, 600, 12).action()).isEqualTo(ROLLBACK);
        assertThat(bake(canary, 20, 600, 12).sentence()).contains("240 of 12,000", "2.0 %", "0.50 %");
        assertThat(judge.judgeBake(canary, List.of(), TERMS, START, minute(40)).action())
                .isEqualTo(HOLD);
    }

    @Test
    void shouldHoldAFirstVersionToTheFloorOnly() {
        assertThat(bake(List.of(), 30, 600, 30).action()).isEqualTo(PROMOTE);
        assertThat(bake(List.of(), 2, 600, 300).action()).isEqualTo(ROLLBACK);
    }

    private Judgement bake(List<CanaryWindow> canary, int minutes, long requests, long errors) {
        List<VersionWindow> windows = new ArrayList<>();
        for (int m = 0; m < minutes; m++) {
            windows.add(counts(m, requests, errors));
        }
        return judge.judgeBake(canary, windows, TERMS, START, minute(minutes));
    }

    @Test
    void shouldThinTheLargerArmExactly() {
        // One event of the baseline among four requests, challenger with one request and no event: X' is 1 with chance
        // 1/4.
        assertThat(BettingTest.score(new Arms(0, 1, 1, 4))).isCloseTo(-.25, within(1e-12));
        assertThat(BettingTest.score(new Arms(3, 10, 3, 10))).isZero();
        assertThat(BettingTest.score(new Arms(5, 10, 0, 100))).isEqualTo(1);
    }

    @Test
    void shouldSayWhatAScheduleCanFindBeforeItStarts() {
        Preflight busy = Preflight.of(TERMS, 6_000, .005);
        Preflight thin = Preflight.of(TERMS, 60, .005);

        assertThat(busy.canaryRequests()).isEqualTo(6_000L * 30 * 90 / 100);
        assertThat(busy.steps().get(3).detectableRatio()).isLessThan(1.5);
        assertThat(thin.steps().get(3).detectableRatio()).isBetween(2.0, 5.0);
        assertThat(thin.steps().get(0).detectableRatio())
                .isGreaterThan(thin.steps().get(3).detectableRatio());
        assertThat(thin.sentence()).contains("60 requests per 1 min", "0.50 %", "1,620 requests");
    }
}
