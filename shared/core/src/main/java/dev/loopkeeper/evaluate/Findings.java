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
 *   <li>{@code BETTER}: not worse in that sense, and the point estimate is better; nothing more is claimed.
 *   <li>{@code NOT_WORSE}: the point estimate is not better, and the interval excludes a loss beyond the margin.
 *   <li>{@code INCONCLUSIVE}: neither: these rows cannot tell.
 * </ul>
 *
 * <p>Harm stop: with at least {@value #HARM_ROWS} rows, an error larger by a quarter and by one standard error is
 * worse, although it is not significant: {@code not-worse} blesses what is inconclusive, and must not bless a large
 * loss for want of power. Where errors are common the test decides long before; the stop matters where they are rare.
 * Where the rows can just tell a doubled error from an equal one, less is enough: the loss at which a doubled error is
 * {@value HarmStop#ODDS} times less likely to be blessed, the Bayes rule for those two. Below that, where they cannot,
 * refusing more would mostly refuse what is equally good.
 *
 * @param margin largest loss that counts as not worse
 * @param allowed the margin of loop.yaml; zero when it follows the holdout
 * @param identical whether both versions answered every row alike: nothing was compared
 */
record Findings(
        Metric metric,
        Estimate estimate,
        long rows,
        double alpha,
        double margin,
        double allowed,
        List<Slice> slices,
        boolean identical) {
    private static final int HARM_ROWS = 500;

    Verdict verdict() {
        if (shownWorse() || harmful() || worstSlice().isPresent()) {
            return Verdict.WORSE;
        }
        if (estimate.difference() > 0) {
            return Verdict.BETTER;
        }
        return estimate.low() >= -margin ? Verdict.NOT_WORSE : Verdict.INCONCLUSIVE;
    }

    boolean blessedBy(Promote rule) {
        Verdict verdict = verdict();
        if (identical || verdict == Verdict.WORSE) {
            return false;
        }
        switch (rule) {
            case BETTER:
                return verdict == Verdict.BETTER;
            case SIGNIFICANTLY_BETTER:
                return estimate.shownBetter(alpha);
            default:
                return true;
        }
    }

    /** Shown worse, and not shown to be within a margin that loop.yaml allows. */
    boolean shownWorse() {
        return estimate.shownWorse(alpha) && !(allowed > 0 && estimate.low() >= -allowed);
    }

    boolean harmful() {
        double loss = -estimate.difference();
        return rows >= HARM_ROWS
                && loss > allowed
                && loss >= HarmStop.bar(metric.error(estimate.champion()), estimate.standardError());
    }

    Optional<Slice> worstSlice() {
        return slices.stream().filter(Slice::worse).findFirst();
    }
}
