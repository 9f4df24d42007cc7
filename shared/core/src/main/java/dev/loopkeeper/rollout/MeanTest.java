package dev.loopkeeper.rollout;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * One-sided sequential test of an estimate against zero: mixture of normal likelihood ratios over effects above zero
 * (half-normal around it), so E[E_n] &lt;= 1 while the true effect is at most zero and the estimate is normal with the
 * given variance. The mixture over three widths spares the choice of the effect to look for.
 *
 * <p>Robbins, Statistical methods related to the law of the iterated logarithm (1970); Johari and others, Peeking at
 * A/B tests (2017).
 */
final class MeanTest {
    /** Widths of the half-normal mixtures, in standard deviations of a single value. */
    private static final double[] WIDTHS = {.05, .2, .8};

    private static final double INTERVAL_WIDTH = .1;
    private static final double FAR = -30;
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private MeanTest() {}

    /**
     * Natural logarithm of the evidence for an effect above zero.
     *
     * @param variance of the estimate, above 0
     * @param deviation of a single value, above 0
     */
    static double log(double estimate, double variance, double deviation) {
        double[] logs = new double[WIDTHS.length];
        for (int j = 0; j < logs.length; j++) {
            double prior = WIDTHS[j] * WIDTHS[j] * deviation * deviation;
            double both = variance + prior;
            logs[j] = Math.log(2)
                    + Math.log(variance / both) / 2
                    + estimate / variance * estimate * prior / both / 2
                    + logBelow(estimate * Math.sqrt(prior / variance / both));
        }
        return LogMean.of(logs, 1);
    }

    /** Half the width of the two-sided confidence sequence of the same family. */
    static double reach(double variance, double deviation, double confidence) {
        double prior = INTERVAL_WIDTH * INTERVAL_WIDTH * deviation * deviation;
        double ratio = (variance + prior) / prior;
        return Math.sqrt(variance * ratio * (Math.log(1 + prior / variance) - 2 * Math.log(1 - confidence)));
    }

    /** Logarithm of the normal distribution function; far out by its tail, where the function itself is 0. */
    private static double logBelow(double x) {
        return x > FAR
                ? Math.log(NORMAL.cumulativeProbability(x))
                : -x * x / 2 - Math.log(-x) - Math.log(2 * Math.PI) / 2;
    }
}
