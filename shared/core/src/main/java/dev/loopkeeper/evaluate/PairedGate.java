package dev.loopkeeper.evaluate;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.evaluate.Comparison.Slice;
import java.util.List;
import java.util.Optional;

/**
 * Compares challenger and champion row by row on the same holdout; see {@link Findings} for what each verdict means and
 * {@link HoldoutSpending} for what a reused holdout costs.
 *
 * <p>The deciding metric is the evaluation's. What cannot be judged is {@link Verdict#NO_DATA} with the reason in its
 * sentence, and never blessed. Nothing here depends on time or chance: the bootstrap has a fixed seed.
 */
public final class PairedGate implements ComparisonGate {
    // Rows needed to prove a margin are counted at this power.
    private static final double POWER = 0.8;

    @Override
    public Comparison compare(Evaluation evaluation, PairedRows rows, LoopConfig.Evaluate terms, int holdoutUses) {
        EvaluationChecks checks = new EvaluationChecks(evaluation, rows, terms);
        Optional<String> breach = checks.breach();
        if (breach.isPresent()) {
            return Draft.noData(evaluation, rows, breach.get());
        }
        Metric metric = Metric.named(evaluation.metric()).orElseThrow();
        double alpha = HoldoutSpending.alpha(terms.confidence(), holdoutUses);
        return rows.champion().isEmpty()
                ? new FirstVersion(evaluation, rows, terms, alpha).judge(metric, checks)
                : judge(evaluation, rows, terms, metric, alpha, checks);
    }

    private static Comparison judge(
            Evaluation evaluation,
            PairedRows rows,
            LoopConfig.Evaluate terms,
            Metric metric,
            double alpha,
            EvaluationChecks checks) {
        double[] champion = rows.champion().orElseThrow();
        Estimate e = PairedTest.compare(metric, rows.label(), champion, rows.challenger(), alpha);
        Optional<String> breach = checks.disagreement(metric, Optional.of(e.champion()), e.challenger());
        if (breach.isPresent()) {
            return Draft.noData(evaluation, rows, breach.get());
        }
        RowScores scores = RowScores.of(metric, rows.label(), champion, rows.challenger());
        double inflation = inflation(scores, e);
        double allowed = terms.margin().orElse(0.0);
        List<Slice> slices = new SliceTests(metric, rows, alpha, allowed, inflation).compare(terms.slices());
        Findings findings = new Findings(
                metric,
                e,
                // How often a holdout was used says nothing about how its stretches differ: not the spent alpha.
                RowEvidence.of(metric, rows, scores, 1 - terms.confidence()),
                rows.size(),
                alpha,
                terms.margin().orElseGet(() -> provable(e, alpha)),
                allowed,
                slices);
        return comparison(evaluation, rows, terms, findings);
    }

    private static Comparison comparison(
            Evaluation evaluation, PairedRows rows, LoopConfig.Evaluate terms, Findings f) {
        Estimate e = f.estimate();
        String version = evaluation.championVersion().orElseThrow();
        return new Comparison(
                f.verdict(),
                f.blessedBy(terms.promote()),
                VerdictSentence.of(f, terms.promote(), version, terms.confidence()),
                f.metric().key(),
                Optional.of(e.champion()),
                Optional.of(e.challenger()),
                Optional.of(e.difference()),
                Optional.of(e.low()),
                Optional.of(e.high()),
                f.margin(),
                provable(e, f.alpha()),
                e.pValue(),
                e.test(),
                rows.size(),
                f.slices(),
                Draft.rules(f::blessedBy),
                Optional.of(RowLoss.mean(evaluation.task(), rows.label(), rows.challenger())),
                Optional.of(RowLoss.mean(
                        evaluation.task(), rows.label(), rows.champion().orElseThrow())));
    }

    /**
     * The smallest margin these rows can prove, one-sided at alpha and with power 0.8: at alpha .05 and a share d of
     * rows on which the versions disagree, n = 6.18 d / margin^2 solved for the margin.
     */
    static double provable(Estimate e, double alpha) {
        return (Normal.upper(Math.min(0.5, alpha)) + Normal.upper(1 - POWER)) * e.standardError();
    }

    /** How much wider the truth is than independent rows would have it, for the slices. */
    private static double inflation(RowScores scores, Estimate e) {
        double plain = scores.standardError();
        return e.test().equals("block-bootstrap") && plain > 0 ? Math.max(1, e.standardError() / plain) : 1;
    }
}
