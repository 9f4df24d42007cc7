package dev.loopkeeper.evaluate;

import dev.loopkeeper.config.LoopConfig.Promote;
import dev.loopkeeper.evaluate.Comparison.Slice;
import java.util.List;
import java.util.Optional;

/**
 * The verdict on a challenger that was compared with a champion.
 *
 * <ul>
 *   <li>{@code WORSE}: shown worse by more than an allowed margin, or worse on a slice after Holm, or the harm stop
 *       below.
 *   <li>{@code BETTER}: not worse in that sense, and the point estimate is better; nothing more is claimed. Accuracy
 *       counts only rows that cross one half: differences within a standard error are a tie, which the Brier score of
 *       the same rows decides.
 *   <li>{@code NOT_WORSE}: not better, and the interval excludes a loss beyond the margin.
 *   <li>{@code INCONCLUSIVE}: neither: these rows cannot tell.
 * </ul>
 *
 * <p>Shown worse: significant by the rows, and either throughout the holdout ({@link Stretches}) or an error larger by
 * half. A version that learnt from newer rows is the better bet, so what holds it back must not hang on a few bad
 * hours.
 *
 * <p>Outvoted: not shown worse, but where the versions differ the rows speak {@value #OUTVOTED} to 1 for the champion.
 * {@code not-worse}, which blesses what is inconclusive, does not bless that. How such rows divide changes from batch
 * to batch by more than the count of rows explains, so it is the odds, not the significance, that say who serves better
 * next: replayed on 35 streams, challengers with a loss at shorter odds than these served as well as the champion or
 * better, those beyond it worse, and any bar from 2.5 to 4 gave the same live error with fewer promotions.
 *
 * <p>Harm stop: with at least {@value #HARM_ROWS} rows, a loss at {@link HarmStop#bar} is worse although it is not
 * significant: {@code not-worse} blesses what is inconclusive, and must not bless a large loss for want of power. Where
 * errors are common the test decides long before; the stop matters where they are rare.
 *
 * @param margin largest loss that counts as not worse
 * @param allowed the margin of loop.yaml; zero when it follows the holdout
 */
record Findings(
        Metric metric,
        Estimate estimate,
        RowEvidence evidence,
        long rows,
        double alpha,
        double margin,
        double allowed,
        List<Slice> slices) {
    private static final int HARM_ROWS = 500;
    private static final double LARGE = .5;
    private static final int OUTVOTED = 3;
    private static final double ROUNDING = 1e-12;

    Verdict verdict() {
        if (shownWorse() || harmful() || worstSlice().isPresent()) {
            return Verdict.WORSE;
        }
        if (looksBetter()) {
            return Verdict.BETTER;
        }
        return estimate.low() >= -margin ? Verdict.NOT_WORSE : Verdict.INCONCLUSIVE;
    }

    boolean blessedBy(Promote rule) {
        Verdict verdict = verdict();
        if (evidence.identical() || verdict == Verdict.WORSE) {
            return false;
        }
        switch (rule) {
            case BETTER:
                return verdict == Verdict.BETTER;
            case SIGNIFICANTLY_BETTER:
                return estimate.shownBetter(alpha);
            default:
                return !outvoted();
        }
    }

    /** Not shown worse, but worse nearly wherever the versions differ. */
    boolean outvoted() {
        return verdict() == Verdict.INCONCLUSIVE && evidence.differing().oddsForChampion() >= OUTVOTED;
    }

    /** Shown worse, and not shown to be within a margin that loop.yaml allows. */
    boolean shownWorse() {
        return worseByRows() && (evidence.throughout() || loss() >= LARGE * championError());
    }

    /** Significantly worse, but only because of a few stretches of the holdout. */
    boolean worseInStretches() {
        return worseByRows() && !shownWorse();
    }

    boolean harmful() {
        return rows >= HARM_ROWS
                && loss() > allowed
                && loss() >= HarmStop.bar(championError(), estimate.standardError());
    }

    /** Whether accuracy differs by no more than a standard error, so that the Brier score decides. */
    boolean tiedByAccuracy() {
        return metric == Metric.ACCURACY && Math.abs(estimate.difference()) <= estimate.standardError();
    }

    Optional<Slice> worstSlice() {
        return slices.stream().filter(Slice::worse).findFirst();
    }

    private boolean looksBetter() {
        return tiedByAccuracy() ? evidence.brierGain() > ROUNDING : estimate.difference() > 0;
    }

    private boolean worseByRows() {
        return estimate.shownWorse(alpha) && !(allowed > 0 && estimate.low() >= -allowed);
    }

    private double loss() {
        return -estimate.difference();
    }

    private double championError() {
        return metric.error(estimate.champion());
    }
}
