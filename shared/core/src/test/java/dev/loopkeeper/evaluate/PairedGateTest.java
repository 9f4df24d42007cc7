package dev.loopkeeper.evaluate;

import static dev.loopkeeper.evaluate.Holdouts.classifiers;
import static dev.loopkeeper.evaluate.Holdouts.evaluation;
import static dev.loopkeeper.evaluate.Holdouts.judge;
import static dev.loopkeeper.evaluate.Holdouts.regressions;
import static dev.loopkeeper.evaluate.Holdouts.rows;
import static dev.loopkeeper.evaluate.Holdouts.swapped;
import static dev.loopkeeper.evaluate.Holdouts.terms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.loopkeeper.config.LoopConfig.Evaluate;
import dev.loopkeeper.config.LoopConfig.Promote;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PairedGateTest {
    @Test
    void shouldTellTheThreeRulesApart() {
        PairedRows slightlyBetter = classifiers(5, 400, 0.25, 0.23);
        Comparison better = judge(Metric.ACCURACY, slightlyBetter, Promote.BETTER);
        assertThat(better.verdict()).isEqualTo(Verdict.BETTER);
        assertThat(better.rules())
                .containsEntry(Promote.BETTER, true)
                .containsEntry(Promote.NOT_WORSE, true)
                .containsEntry(Promote.SIGNIFICANTLY_BETTER, false);
        Comparison mirrored = judge(Metric.ACCURACY, swapped(slightlyBetter), Promote.BETTER);
        assertThat(mirrored.verdict()).isIn(Verdict.NOT_WORSE, Verdict.INCONCLUSIVE);
        assertThat(mirrored.rules()).containsEntry(Promote.BETTER, false).containsEntry(Promote.NOT_WORSE, true);
    }

    @ParameterizedTest
    @EnumSource(Promote.class)
    void shouldNeverBlessAVersionThatAnswersEveryRowLikeTheChampion(Promote rule) {
        PairedRows rows = classifiers(1, 800, 0.2, 0.2);
        PairedRows twice = new PairedRows(
                rows.label(), Optional.of(rows.challenger()), rows.challenger().clone(), Map.of());
        for (Metric metric : List.of(Metric.AUC, Metric.ACCURACY, Metric.LOGLOSS)) {
            Comparison c = judge(metric, twice, rule);
            assertThat(c.blessed()).isFalse();
            assertThat(c.difference()).contains(0.0);
            assertThat(c.sentence()).contains("alike");
        }
    }

    @Test
    void shouldRejectAChallengerThatIsBetterOverallAndWorseOnASlice() {
        PairedRows rows = classifiers(7, 4000, 0.30, 0.12);
        double[] challenger = rows.challenger().clone();
        String[] carrier = new String[4000];
        for (int i = 0; i < 4000; i++) {
            carrier[i] = i % 10 == 0 ? "AA" : i % 2 == 0 ? "UA" : "DL";
            if (i % 10 == 0) {
                challenger[i] = rows.label()[i] == 1 ? 0.2 : 0.8;
            }
        }
        PairedRows sliced =
                new PairedRows(rows.label(), rows.champion(), challenger, Map.of("carrier", List.of(carrier)));
        Comparison c = judge(Metric.ACCURACY, sliced, Promote.BETTER, "carrier");
        assertThat(c.difference().orElseThrow()).isPositive();
        assertThat(c.verdict()).isEqualTo(Verdict.WORSE);
        assertThat(c.rules().values()).containsOnly(false);
        assertThat(c.slices().get(0).value()).isEqualTo("AA");
        assertThat(c.slices()).filteredOn(Comparison.Slice::worse).hasSize(1);
        assertThat(c.sentence()).contains("carrier is 'AA'");
    }

    @Test
    void shouldCorrectForTheNumberOfSlices() {
        int rejected = 0;
        for (int seed = 0; seed < 100; seed++) {
            PairedRows rows = classifiers(seed, 4000, 0.25, 0.25);
            List<String> values =
                    IntStream.range(0, 4000).mapToObj(i -> "s" + i % 20).toList();
            Comparison c = judge(Metric.ACCURACY, Holdouts.sliced(rows, "s", values), Promote.NOT_WORSE, "s");
            rejected += c.slices().stream().anyMatch(Comparison.Slice::worse) ? 1 : 0;
        }
        assertThat(rejected).isLessThanOrEqualTo(9);
    }

    @Test
    void shouldProveTheMarginOfTheRowCountFormula() {
        // 10 % disagreement, evenly split: 1,550 rows prove two points.
        Estimate e = McNemar.compare(78, 77, 1200, 1550, 0.05);
        assertThat(PairedGate.provable(e, 0.05)).isCloseTo(0.02, within(2e-4));
    }

    @Test
    void shouldAcceptASmallLossOnlyWithinAMarginOfLoopYaml() {
        PairedRows rows = classifiers(11, 20_000, 0.20, 0.22);
        Evaluate strict = terms(Promote.NOT_WORSE);
        Evaluate lenient =
                new Evaluate("auto", Optional.empty(), Promote.NOT_WORSE, Optional.of(0.04), List.of(), 0.95);
        Evaluation evaluation = evaluation(Metric.ACCURACY, rows);
        assertThat(new PairedGate().compare(evaluation, rows, strict, 0).verdict())
                .isEqualTo(Verdict.WORSE);
        Comparison within = new PairedGate().compare(evaluation, rows, lenient, 0);
        assertThat(within.verdict()).isEqualTo(Verdict.NOT_WORSE);
        assertThat(within.blessed()).isTrue();
    }

    @Test
    void shouldWidenTheIntervalOfAHoldoutThatJudgedBefore() {
        PairedRows rows = classifiers(3, 1000, 0.25, 0.2);
        Evaluation evaluation = evaluation(Metric.AUC, rows);
        double before = 0;
        for (int uses : new int[] {0, 1, 2, 10}) {
            Comparison c = new PairedGate().compare(evaluation, rows, terms(Promote.BETTER), uses);
            double width = c.high().orElseThrow() - c.low().orElseThrow();
            assertThat(width).isGreaterThan(before);
            before = width;
        }
        double total = IntStream.range(1, 100_000)
                .mapToDouble(k -> HoldoutSpending.alpha(0.95, k))
                .sum();
        assertThat(total).isCloseTo(0.05, within(1e-4));
    }

    @Test
    void shouldStateTheLossInTheUnitOfLiveQuality() {
        Comparison c = judge(Metric.AUC, classifiers(3, 5000, 0.25, 0.2), Promote.BETTER);
        assertThat(c.championLoss().orElseThrow()).isCloseTo(0.25, within(0.02));
        assertThat(c.challengerLoss().orElseThrow()).isCloseTo(0.2, within(0.02));
        Comparison r = judge(Metric.RMSE, regressions(3, 5000, 5, 2), Promote.BETTER);
        // Mean of |N(0, .2)| is .2 * sqrt(2 / pi).
        assertThat(r.challengerLoss().orElseThrow()).isCloseTo(0.16, within(0.01));
    }

    /** The champion errs on every fifth row; the challenger alike, and on {@code more} further rows. */
    private static PairedRows withLossesAt(int n, IntPredicate more) {
        return differing(n, more, i -> false);
    }

    /** The same, but of the champion's errors the challenger avoids the {@code fewer}. */
    private static PairedRows differing(int n, IntPredicate more, IntPredicate fewer) {
        double[] label = IntStream.range(0, n).mapToDouble(i -> i % 2).toArray();
        double[] champion = new double[n];
        double[] challenger = new double[n];
        for (int i = 0; i < n; i++) {
            champion[i] = (i % 5 == 0) == (label[i] == 1) ? 0.2 : 0.8;
            challenger[i] = (i % 5 == 0 ? fewer : more).test(i) ? 1 - champion[i] : champion[i];
        }
        return new PairedRows(label, Optional.of(champion), challenger, Map.of());
    }

    @Test
    void shouldBlessWhatIsWorseOnlyInStretchesButNotWhatIsWorseThroughout() {
        Comparison once = judge(
                Metric.ACCURACY,
                differing(4000, i -> i % 2000 >= 500 && i % 2000 < 1000 && i % 12 == 1, i -> i % 165 == 0),
                Promote.NOT_WORSE);
        assertThat(once.high().orElseThrow()).isNegative();
        assertThat(once.pValue()).isLessThan(0.05);
        assertThat(once.rules()).containsEntry(Promote.NOT_WORSE, true).containsEntry(Promote.BETTER, false);
        assertThat(once.sentence()).startsWith("Blessed").contains("a few stretches");

        Comparison always = judge(Metric.ACCURACY, withLossesAt(4000, i -> i % 44 == 1), Promote.NOT_WORSE);
        assertThat(always.verdict()).isEqualTo(Verdict.WORSE);
        assertThat(always.rules().values()).containsOnly(false);
    }

    @Test
    void shouldKeepTheChampionWhereDifferingRowsSpeakThreeToOneForIt() {
        IntPredicate lost = i -> i % 80 == 1;
        PairedRows fiveToOne = differing(400, lost, i -> i == 200);
        Comparison outvoted = judge(Metric.ACCURACY, fiveToOne, Promote.NOT_WORSE);
        assertThat(outvoted.pValue()).isGreaterThan(0.05);
        assertThat(outvoted.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(outvoted.rules().values()).containsOnly(false);
        assertThat(outvoted.sentence()).startsWith("Champion kept").contains("speak 3 to 1 for the champion");

        Comparison fiveToTwo = judge(Metric.ACCURACY, differing(400, lost, i -> i % 200 == 0), Promote.NOT_WORSE);
        assertThat(fiveToTwo.blessed()).as(fiveToTwo.sentence()).isTrue();
        assertThat(judge(Metric.ACCURACY, swapped(fiveToOne), Promote.BETTER).blessed())
                .isTrue();

        Evaluate lenient =
                new Evaluate("auto", Optional.empty(), Promote.NOT_WORSE, Optional.of(0.05), List.of(), 0.95);
        Comparison allowed = new PairedGate().compare(evaluation(Metric.ACCURACY, fiveToOne), fiveToOne, lenient, 0);
        assertThat(allowed.blessed()).as(allowed.sentence()).isTrue();
    }

    @Test
    void shouldNotExcuseALargeLossForComingInOneStretch() {
        Comparison c = judge(Metric.ACCURACY, withLossesAt(4000, i -> i >= 900 && i < 1400), Promote.NOT_WORSE);
        assertThat(c.verdict()).isEqualTo(Verdict.WORSE);
    }

    @Test
    void shouldLetProbabilitiesDecideATieByAccuracy() {
        PairedRows rows = withLossesAt(1000, i -> false);
        double[] sharper = rows.challenger().clone();
        for (int i = 1; i < sharper.length; i += 5) {
            sharper[i] = sharper[i] < 0.5 ? 0.1 : 0.9;
        }
        PairedRows tie = new PairedRows(rows.label(), rows.champion(), sharper, Map.of());
        Comparison c = judge(Metric.ACCURACY, tie, Promote.BETTER);
        assertThat(c.difference()).contains(0.0);
        assertThat(c.blessed()).as(c.sentence()).isTrue();
        assertThat(c.sentence()).contains("tie", "Brier");
        assertThat(judge(Metric.ACCURACY, swapped(tie), Promote.BETTER).blessed())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.2, 0.1, 0.05})
    void shouldNeverBlessADoubledErrorOnFiveHundredRows(double error) {
        for (int seed = 0; seed < 300; seed++) {
            Comparison c = judge(Metric.ACCURACY, classifiers(seed, 500, error, 2 * error), Promote.NOT_WORSE);
            assertThat(c.blessed()).as("seed %d: %s", seed, c.sentence()).isFalse();
        }
    }
}
