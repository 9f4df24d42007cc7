package dev.loopkeeper.rollout;

/**
 * Sequential test of two event counts: evidence that the challenger's rate exceeds {@code r0} times the baseline's.
 *
 * <p>Mixture over a fixed set of ratios of the likelihood of the events' split between the arms, given the requests of
 * each window: E[E_n] &lt;= 1 while every window has p_c &lt;= r0 p_b, whatever the weights and however the common rate
 * moves, so P(ever E_n &gt;= 1/a) &lt;= a. Same family as Lindon and Malek, Anytime-valid inference for multinomial
 * count data (2022).
 */
final class CountTest {
    private static final int POINTS = 14;
    private final double r0;
    private final double[] ratios;
    private final double[] logs;

    private CountTest(double r0, double[] ratios, double[] logs) {
        this.r0 = r0;
        this.ratios = ratios;
        this.logs = logs;
    }

    /**
     * Alternatives from {@code nearest} to {@code farthest} times {@code r0}: the narrower, the sooner those in between
     * are found.
     */
    static CountTest against(double r0, double nearest, double farthest) {
        double[] ratios = new double[POINTS];
        for (int j = 0; j < POINTS; j++) {
            ratios[j] = r0 * nearest * Math.pow(farthest / nearest, j / (POINTS - 1.0));
        }
        return new CountTest(r0, ratios, new double[POINTS]);
    }

    CountTest plus(Arms arms) {
        if (arms.allEvents() == 0) {
            return this;
        }
        double atNull = arms.logLikelihood(r0);
        double[] sums = new double[POINTS];
        for (int j = 0; j < POINTS; j++) {
            sums[j] = logs[j] + arms.logLikelihood(ratios[j]) - atNull;
        }
        return new CountTest(r0, ratios, sums);
    }

    /** Natural logarithm of the evidence; {@code dispersion} above 1 weakens every factor as extra noise asks for. */
    double log(double dispersion) {
        return LogMean.of(logs, 1 / dispersion);
    }
}
