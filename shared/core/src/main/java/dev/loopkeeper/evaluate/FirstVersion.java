package dev.loopkeeper.evaluate;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.edge.Figures;
import java.util.List;
import java.util.Optional;

/**
 * Judges a version that has no champion to be compared with.
 *
 * <p>With {@code floor} set it must reach it (on error metrics: stay below). Without, the floor is the best constant
 * answer on the holdout, and it must be shown better than that: the lower limit of AUC above one half, of R² above
 * zero. So there always is an absolute floor, and every rule of {@code promote} says the same.
 */
final class FirstVersion {
    private final Evaluation evaluation;
    private final PairedRows rows;
    private final LoopConfig.Evaluate terms;
    private final double alpha;

    FirstVersion(Evaluation evaluation, PairedRows rows, LoopConfig.Evaluate terms, double alpha) {
        this.evaluation = evaluation;
        this.rows = rows;
        this.terms = terms;
        this.alpha = alpha;
    }

    Comparison judge(Metric metric, EvaluationChecks checks) {
        double[] constant = ConstantPredictor.forMetric(metric, rows.label());
        Estimate e = PairedTest.compare(metric, rows.label(), constant, rows.challenger(), alpha);
        Optional<String> breach = checks.disagreement(metric, Optional.empty(), e.challenger());
        if (breach.isPresent()) {
            return Draft.noData(evaluation, rows, breach.get());
        }
        return terms.floor().map(floor -> byFloor(metric, e, floor)).orElseGet(() -> byConstant(metric, e));
    }

    private Comparison byFloor(Metric metric, Estimate e, double floor) {
        double gain = metric.gain(floor, e.challenger());
        boolean reached = gain >= 0;
        String sentence = "%s: the first version has %s %s on %s rows, %s %s of %s that loop.yaml sets."
                .formatted(
                        reached ? "Blessed" : "Not blessed",
                        metric.title(),
                        Figures.number(e.challenger()),
                        Figures.count(rows.size()),
                        reached ? "within" : "it misses",
                        metric.higherIsBetter() ? "the floor" : "the ceiling",
                        Figures.number(floor));
        double shift = gain - e.difference();
        return verdict(metric, e, shift, reached ? Verdict.BETTER : Verdict.WORSE, sentence);
    }

    private Comparison byConstant(Metric metric, Estimate e) {
        Verdict verdict =
                e.shownBetter(alpha) ? Verdict.BETTER : e.difference() > 0 ? Verdict.INCONCLUSIVE : Verdict.WORSE;
        String sentence =
                "%s: the first version has %s %s on %s rows, the best constant answer has %s; the gain of %s (%s to %s) is %s."
                        .formatted(
                                verdict == Verdict.BETTER ? "Blessed" : "Not blessed",
                                metric.title(),
                                Figures.number(e.challenger()),
                                Figures.count(rows.size()),
                                Figures.number(e.champion()),
                                Figures.number(e.difference()),
                                Figures.signed(e.low()),
                                Figures.signed(e.high()),
                                verdict == Verdict.BETTER
                                        ? "beyond chance"
                                        : "not shown, and evaluate.floor is not set");
        return verdict(metric, e, 0, verdict, sentence);
    }

    private Comparison verdict(Metric metric, Estimate e, double shift, Verdict verdict, String sentence) {
        boolean blessed = verdict == Verdict.BETTER;
        return new Comparison(
                verdict,
                blessed,
                sentence,
                metric.key(),
                Optional.empty(),
                Optional.of(e.challenger()),
                Optional.of(e.difference() + shift),
                Optional.of(e.low() + shift),
                Optional.of(e.high() + shift),
                0,
                PairedGate.provable(e, alpha),
                e.pValue(),
                "floor",
                rows.size(),
                List.of(),
                Draft.rules(rule -> blessed),
                Optional.of(RowLoss.mean(evaluation.task(), rows.label(), rows.challenger())),
                Optional.empty());
    }
}
