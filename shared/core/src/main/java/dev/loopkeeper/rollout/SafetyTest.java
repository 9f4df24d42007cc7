package dev.loopkeeper.rollout;

/**
 * Sequential test with the roles swapped: evidence that the challenger's rate is below an unsafe multiple of the
 * baseline's (non-inferiority). The alternatives lie at and below equal rates, so a healthy canary is not charged for
 * others.
 */
final class SafetyTest {
    private static final double[] RATIOS = {.5, .85, 1};

    private final double[] logs;

    private SafetyTest(double[] logs) {
        this.logs = logs;
    }

    static SafetyTest start() {
        return new SafetyTest(new double[RATIOS.length]);
    }

    SafetyTest plus(Arms arms) {
        double[] sums = new double[RATIOS.length];
        for (int j = 0; j < sums.length; j++) {
            sums[j] = logs[j] + arms.logLikelihood(RATIOS[j]);
        }
        return new SafetyTest(sums);
    }

    /** Natural logarithm of the evidence against "the rate ratio is at least {@code unsafe}". */
    double log(Arms[] windows, double unsafe, double dispersion) {
        double atUnsafe = 0;
        double logOfUnsafe = Math.log(unsafe);
        for (Arms arms : windows) {
            atUnsafe += arms.logLikelihood(unsafe, logOfUnsafe);
        }
        double[] against = new double[logs.length];
        for (int j = 0; j < logs.length; j++) {
            against[j] = logs[j] - atUnsafe;
        }
        return LogMean.of(against, 1 / dispersion);
    }
}
