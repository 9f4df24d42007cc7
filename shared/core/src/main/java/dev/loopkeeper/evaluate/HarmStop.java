package dev.loopkeeper.evaluate;

/**
 * The loss from which a challenger counts as worse although the loss is not significant; see {@link Findings}.
 *
 * <p>Let s be a doubled error in standard errors. Of all bars on the loss, in standard errors, s / 2 - ln(k) / s is the
 * one that refuses equally good challengers least often when blessing one of doubled error costs k times as much.
 */
final class HarmStop {
    static final int ODDS = 1000;
    private static final double QUARTER = .25;
    private static final double TELLING = 3;
    private static final double LEAST = .5;

    private HarmStop() {}

    /** In the unit of the error. */
    static double bar(double championError, double standardError) {
        double s = championError / standardError;
        double usual = Math.max(1, QUARTER * s);
        double bayes = s >= TELLING ? Math.max(LEAST, s / 2 - Math.log(ODDS) / s) : usual;
        return Math.min(usual, bayes) * standardError;
    }
}
