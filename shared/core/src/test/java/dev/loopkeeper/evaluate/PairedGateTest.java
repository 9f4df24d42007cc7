package dev.loopkeeper.evaluate;

import static dev.loopkeeper.evaluate.Holdouts.HASH;
import static dev.loopkeeper.evaluate.Holdouts.classifiers;
import static dev.loopkeeper.evaluate.Holdouts.evaluation;
import static dev.loopkeeper.evaluate.Holdouts.judge;
import static dev.loopkeeper.evaluate.Holdouts.regressions;
import static dev.loopkeeper.evaluate.Holdouts.swapped;
import static dev.loopkeeper.evaluate.Holdouts.terms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.loopkeeper.config.LoopConfig.Evaluate;
import dev.loopkeeper.config.LoopConfig.Promote;
import dev.loopkeeper.config.LoopConfig.Task;
import dev.loopkeeper.edge.Json;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PairedGateTest {
    private static final int TRIALS = 10;

    private static PairedRows rows(Metric metric, long seed, int n, double championError, double challengerError) {
        return metric.task() == Task.CLASSIFICATION
                ? classifiers(seed, n, championError, challengerError)
                : regressions(seed, n, championError * 10, challengerError * 10);
    }

    @Nested
    class Metamorphic {
        @ParameterizedTest
        @EnumSource(Metric.class)
        void shouldNeverBlessAClearlyWorseAndAlwaysAClearlyBetterChallenger(Metric metric) {
            for (int seed = 0; seed < TRIALS; seed++) {
                PairedRows worse = rows(metric, seed, 500, 0.2, 0.4);
                Comparison against = judge(metric, worse, Promote.NOT_WORSE);
                Comparison infavour = judge(metric, swapped(worse), Promote.SIGNIFICANTLY_BETTER);
                assertThat(against.rules().values())
                        .as("%s seed %d: %s", metric, seed, against.sentence())
                        .containsOnly(false);
                assertThat(infavour.rules().values())
                        .as("%s seed %d: %s", metric, seed, infavour.sentence())
                        .containsOnly(true);
                assertThat(against.blessed()).isFalse();
                assertThat(infavour.blessed()).isTrue();
            }
        }

        @ParameterizedTest
        @EnumSource(Metric.class)
        void shouldMirrorTheVerdictWhenTheVersionsAreSwapped(Metric metric) {
            for (int seed = 0; seed < TRIALS; seed++) {
                PairedRows rows = rows(metric, 1000 + seed, 120 + 50 * seed, 0.25, 0.15 + 0.02 * seed);
                Comparison a = judge(metric, rows, Promote.BETTER);
                Comparison b = judge(metric, swapped(rows), Promote.BETTER);
                assertThat(b.difference().orElseThrow())
                        .isCloseTo(-a.difference().orElseThrow(), within(1e-9));
                assertThat(b.low().orElseThrow()).isCloseTo(-a.high().orElseThrow(), within(1e-9));
                assertThat(b.pValue()).isCloseTo(a.pValue(), within(1e-9));
                assertThat(b.verdict() == Verdict.WORSE)
                        .as(a.sentence())
                        .isEqualTo(significantlyBetter(a) || harmed(metric, b));
                assertThat(a.blessed() && b.blessed()).isFalse();
            }
        }

        private boolean significantlyBetter(Comparison c) {
            return c.rules().get(Promote.SIGNIFICANTLY_BETTER);
        }

        private boolean harmed(Metric metric, Comparison c) {
            return c.rows() >= 500
                    && c.verdict() == Verdict.WORSE
                    && metric.error(c.challenger().orElseThrow())
                            >= 1.25 * metric.error(c.champion().orElseThrow());
        }

        @Test
        void shouldKeepItsErrorRateWhenBothVersionsAreEquallyGood() {
            for (Metric metric : Metric.values()) {
                long significant = IntStream.range(0, 40)
                        .filter(seed -> judge(metric, rows(metric, seed, 300, 0.25, 0.25), Promote.SIGNIFICANTLY_BETTER)
                                .blessed())
                        .count();
                // Expected 2.5 % = 1 of 40; 6 has a chance of one in two thousand.
                assertThat(significant).as(metric.key()).isLessThanOrEqualTo(6);
            }
        }

        @Test
        void shouldNotClaimSignificanceFromRowsThatMoveTogether() {
            int wrong = 0;
            for (int seed = 0; seed < 60; seed++) {
                wrong += judge(Metric.RMSE, correlated(seed), Promote.SIGNIFICANTLY_BETTER)
                                .blessed()
                        ? 1
                        : 0;
            }
            // Row-wise resampling claims it in about one of four of these trials.
            assertThat(wrong).isLessThanOrEqualTo(8);
        }

        private PairedRows correlated(long seed) {
            java.util.Random random = new java.util.Random(seed);
            int n = 1000;
            double[] label = new double[n];
            double[] old = new double[n];
            double[] fresh = new double[n];
            double a = 0;
            double b = 0;
            for (int i = 0; i < n; i++) {
                a = 0.9 * a + random.nextGaussian();
                b = 0.9 * b + random.nextGaussian();
                label[i] = 10 * random.nextGaussian();
                old[i] = label[i] + a;
                fresh[i] = label[i] + b;
            }
            return new PairedRows(label, Optional.of(old), fresh, Map.of());
        }
    }

    @Nested
    class Verdicts {
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
                    rows.label(),
                    Optional.of(rows.challenger()),
                    rows.challenger().clone(),
                    Map.of());
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
    }

    @Nested
    class FirstVersions {
        @ParameterizedTest
        @EnumSource(Metric.class)
        void shouldBlessOnlyWhatBeatsTheBestConstantWhenNoFloorIsSet(Metric metric) {
            assertThat(judge(metric, Holdouts.first(rows(metric, 1, 600, 0.2, 0.2)), Promote.BETTER)
                            .blessed())
                    .isTrue();
            double useless = metric.task() == Task.REGRESSION ? 1.5 : 0.5;
            Comparison c = judge(metric, Holdouts.first(rows(metric, 1, 600, 0.2, useless)), Promote.NOT_WORSE);
            assertThat(c.rules().values()).as(c.sentence()).containsOnly(false);
            assertThat(c.champion()).isEmpty();
        }

        @Test
        void shouldTreatTheFloorAsACeilingOnErrorMetrics() {
            PairedRows rows = Holdouts.first(regressions(2, 500, 1, 2));
            Evaluation evaluation = evaluation(Metric.RMSE, rows);
            for (double floor : new double[] {1.0, 3.0}) {
                Evaluate terms =
                        new Evaluate("rmse", Optional.of(floor), Promote.BETTER, Optional.empty(), List.of(), 0.95);
                Comparison c = new PairedGate().compare(evaluation, rows, terms, 0);
                assertThat(c.blessed()).as(c.sentence()).isEqualTo(floor > 2);
                assertThat(c.test()).isEqualTo("floor");
            }
        }
    }

    @Nested
    class Refusals {
        private final PairedRows rows = classifiers(1, 600, 0.3, 0.1);
        private final double auc = Holdouts.measure(Metric.AUC, rows.label(), rows.challenger());
        private final double old =
                Holdouts.measure(Metric.AUC, rows.label(), rows.champion().orElseThrow());

        private void refused(Evaluation evaluation, PairedRows paired, Evaluate terms, String why) {
            Comparison c = new PairedGate().compare(evaluation, paired, terms, 0);
            assertThat(c.verdict()).as(why).isEqualTo(Verdict.NO_DATA);
            assertThat(c.blessed()).isFalse();
            assertThat(c.rules().values()).hasSize(3).containsOnly(false);
            assertThat(c.sentence()).contains(why);
        }

        private Evaluation stating(Double challenger, Double champion) {
            Map<String, Double> fresh = new HashMap<>();
            fresh.put("auc", challenger);
            Map<String, Double> before = new HashMap<>();
            before.put("auc", champion);
            return evaluation(Task.CLASSIFICATION, "auc", 600, HASH, fresh, Optional.of(before));
        }

        @ParameterizedTest
        @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
        void shouldRefuseMetricsThatAreNotFinite(double hostile) {
            refused(stating(hostile, old), rows, terms(Promote.NOT_WORSE), "expected a finite number");
            refused(stating(auc, hostile), rows, terms(Promote.NOT_WORSE), "expected a finite number");
        }

        @ParameterizedTest
        @ValueSource(doubles = {95, 1e308, -0.0, 0.5, -1})
        void shouldRefuseMetricsThatTheRowsDoNotGive(double hostile) {
            refused(stating(hostile, old), rows, terms(Promote.NOT_WORSE), "its rows give");
            refused(stating(auc, hostile), rows, terms(Promote.NOT_WORSE), "its rows give");
        }

        @Test
        void shouldRefuseMissingMetricsAndOtherMetricSets() {
            refused(stating(null, old), rows, terms(Promote.NOT_WORSE), "no auc of the challenger");
            Evaluation other = evaluation(
                    Task.CLASSIFICATION, "auc", 600, HASH, Map.of("f1", 0.9), Optional.of(Map.of("f1", 0.8)));
            refused(other, rows, terms(Promote.NOT_WORSE), "no auc");
            Evaluate byLogloss =
                    new Evaluate("logloss", Optional.empty(), Promote.BETTER, Optional.empty(), List.of(), 0.95);
            refused(stating(auc, old), rows, byLogloss, "loop.yaml decides by logloss");
            refused(
                    evaluation(Task.REGRESSION, "auc", 600, HASH, Map.of("auc", 1.0), Optional.empty()),
                    rows,
                    terms(Promote.BETTER),
                    "does not belong");
            refused(
                    evaluation(Task.CLASSIFICATION, "f1", 600, HASH, Map.of("f1", 1.0), Optional.empty()),
                    rows,
                    terms(Promote.BETTER),
                    "expected one of");
        }

        @Test
        void shouldRefuseAnotherRowSet() {
            Evaluation good = evaluation(Metric.AUC, rows);
            refused(good, classifiers(1, 599, 0.3, 0.1), terms(Promote.BETTER), "another row set");
            refused(
                    good,
                    new PairedRows(new double[0], Optional.empty(), new double[0], Map.of()),
                    terms(Promote.BETTER),
                    "no rows");
            PairedRows shorter = new PairedRows(rows.label(), Optional.of(new double[10]), rows.challenger(), Map.of());
            refused(good, shorter, terms(Promote.BETTER), "same rows");
            refused(good, Holdouts.first(rows), terms(Promote.BETTER), "present together");
            refused(
                    evaluation(
                            Task.CLASSIFICATION, "auc", 600, "", Map.of("auc", auc), Optional.of(Map.of("auc", old))),
                    rows,
                    terms(Promote.BETTER),
                    "holdoutHash");
        }

        @Test
        void shouldRefuseTooFewRowsOfEitherClass() {
            PairedRows one = classifiers(1, 1, 0.3, 0.1);
            refused(
                    evaluation(
                            Task.CLASSIFICATION, "auc", 1, HASH, Map.of("auc", 1.0), Optional.of(Map.of("auc", 1.0))),
                    one,
                    terms(Promote.BETTER),
                    "too few");
            double[] oneClass = new double[600];
            PairedRows flat = new PairedRows(oneClass, rows.champion(), rows.challenger(), Map.of());
            refused(stating(auc, old), flat, terms(Promote.BETTER), "rarer class");
        }

        @Test
        void shouldRefusePredictionsThatAreNoProbabilities() {
            double[] percent =
                    Arrays.stream(rows.challenger()).map(p -> p * 100).toArray();
            PairedRows hostile = new PairedRows(rows.label(), rows.champion(), percent, Map.of());
            refused(stating(auc, old), hostile, terms(Promote.BETTER), "outside 0 to 1");
            double[] nan = rows.challenger().clone();
            nan[17] = Double.NaN;
            refused(
                    stating(auc, old),
                    new PairedRows(rows.label(), rows.champion(), nan, Map.of()),
                    terms(Promote.BETTER),
                    "not a finite");
        }

        @Test
        void shouldRefuseMissingSlicesAndUnusableThresholds() {
            refused(stating(auc, old), rows, terms(Promote.BETTER, "carrier"), "no such column");
            refused(stating(auc, old), rows, null, "no usable thresholds");
            for (Evaluate bad : List.of(
                    new Evaluate("auto", Optional.of(Double.NaN), Promote.BETTER, Optional.empty(), List.of(), 0.95),
                    new Evaluate("auto", Optional.empty(), Promote.BETTER, Optional.of(-1.0), List.of(), 0.95),
                    new Evaluate("auto", Optional.empty(), null, Optional.empty(), List.of(), 0.95),
                    new Evaluate("auto", Optional.empty(), Promote.BETTER, Optional.empty(), List.of(), 1))) {
                refused(stating(auc, old), rows, bad, "no usable thresholds");
            }
        }

        @Test
        void shouldRefuseAPipelineThatLeavesOutAlmostEverything() {
            byte[] bare = "{\"format\": \"loopkeeper.evaluation/1\", \"metric\": \"auc\", \"task\": \"CLASSIFICATION\"}"
                    .getBytes(StandardCharsets.UTF_8);
            Evaluation evaluation = Json.read(bare, Evaluation.class, "evaluation.json");
            refused(evaluation, rows, terms(Promote.NOT_WORSE), "no holdoutHash");
            assertThat(evaluation.seconds()).isEmpty();
        }

        @Test
        void shouldAcceptTheHonestOne() {
            assertThat(new PairedGate()
                            .compare(stating(auc, old), rows, terms(Promote.BETTER), 0)
                            .blessed())
                    .isTrue();
        }
    }
}
