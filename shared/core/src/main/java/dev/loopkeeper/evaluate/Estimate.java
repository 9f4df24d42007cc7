package dev.loopkeeper.evaluate;

/**
 * A paired difference and what is known about it; positive is better for the challenger.
 *
 * @param champion the metric of the champion on the rows
 * @param standardError of the difference when there is none: what decides how small a margin the rows can prove
 * @param pValue two-sided
 * @param test name as in {@link Comparison#test}
 */
record Estimate(
        double champion,
        double challenger,
        double difference,
        double low,
        double high,
        double standardError,
        double pValue,
        String test) {

    /** Shown worse needs both the test and the interval, so that no report shows one against the other. */
    boolean shownWorse(double alpha) {
        return difference < 0 && pValue < alpha && high < 0;
    }

    boolean shownBetter(double alpha) {
        return difference > 0 && pValue < alpha && low > 0;
    }
}
