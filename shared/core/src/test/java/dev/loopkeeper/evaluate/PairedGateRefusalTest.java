package dev.loopkeeper.evaluate;

import static dev.loopkeeper.evaluate.Holdouts.HASH;
import static dev.loopkeeper.evaluate.Holdouts.classifiers;
import static dev.loopkeeper.evaluate.Holdouts.evaluation;
import static dev.loopkeeper.evaluate.Holdouts.rows;
import static dev.loopkeeper.evaluate.Holdouts.terms;
import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairedGateRefusalTest {
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
        Evaluation other =
                evaluation(Task.CLASSIFICATION, "auc", 600, HASH, Map.of("f1", 0.9), Optional.of(Map.of("f1", 0.8)));
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
                evaluation(Task.CLASSIFICATION, "auc", 600, "", Map.of("auc", auc), Optional.of(Map.of("auc", old))),
                rows,
                terms(Promote.BETTER),
                "holdoutHash");
    }

    @Test
    void shouldRefuseTooFewRowsOfEitherClass() {
        PairedRows one = classifiers(1, 1, 0.3, 0.1);
        refused(
                evaluation(Task.CLASSIFICATION, "auc", 1, HASH, Map.of("auc", 1.0), Optional.of(Map.of("auc", 1.0))),
                one,
                terms(Promote.BETTER),
                "too few");
        double[] oneClass = new double[600];
        PairedRows flat = new PairedRows(oneClass, rows.champion(), rows.challenger(), Map.of());
        refused(stating(auc, old), flat, terms(Promote.BETTER), "rarer class");
    }

    @Test
    void shouldRefusePredictionsThatAreNoProbabilities() {
        double[] percent = Arrays.stream(rows.challenger()).map(p -> p * 100).toArray();
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
