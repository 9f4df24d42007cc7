package dev.loopkeeper.rollout;

/**
 * Sequential test that a rate exceeds a fixed limit: exact for binomial counts and valid at every look, so it may be
 * asked each window without a correction. Mixture of likelihood ratios over rates above the limit.
 */
final class RateTest {
    private static final double[] FACTORS = {1.5, 2, 3, 5, 10, 20, 50};
    private static final double TOP = .95;

    private RateTest() {}

    /** Natural logarithm of the evidence against "rate is at most {@code limit}". */
    static double log(long events, long requests, double limit) {
        if (limit >= TOP || requests == 0) {
            return 0;
        }
        double floor = Math.max(limit, 1e-6);
        double[] logs = new double[FACTORS.length];
        for (int j = 0; j < logs.length; j++) {
            double p = Math.min(TOP, floor * FACTORS[j]);
            logs[j] = events * Math.log(p / floor) + (requests - events) * Math.log((1 - p) / (1 - floor));
        }
        return LogMean.of(logs, 1);
    }
}
