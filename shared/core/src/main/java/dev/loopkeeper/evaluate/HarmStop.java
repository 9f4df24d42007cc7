package dev.loopkeeper.evaluate;

/**
 * The loss from which a challenger counts as worse although the loss is not significant; see {@link Findings}.
 *
 * <p>Let s be a doubled error in standard errors. Of all bars on the loss, in standard errors, s / 2 - ln(k) / s is the
 * one that refuses equally good challengers least often when blessing one of doubled error costs k times as much: the
 * Bayes rule for those two. It falls to zero where errors are so rare that the rows can hardly tell the two; there a
 * challenger must not look worse at all. With k = {@value #ODDS} a doubled error of 10 % on 500 rows passes less than
 * once in 10,000 comparisons.
 */
final class HarmStop {
    static final int ODDS = 10_000_000;

    private HarmStop() {}

    /** In the unit of the error. */
    static double bar(double championError, double standardError) {
        double s = championError / standardError;
        return s > 0 ? Math.max(0, s / 2 - Math.log(ODDS) / s) * standardError : 0;
    }
}
