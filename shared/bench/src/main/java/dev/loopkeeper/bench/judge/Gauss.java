package dev.loopkeeper.bench.judge;

import org.apache.commons.statistics.distribution.NormalDistribution;

/** The standard normal distribution. */
final class Gauss {
    private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

    private Gauss() {}

    /** Probability above z. */
    static double upper(double z) {
        return STANDARD.survivalProbability(z);
    }

    /** What is exceeded with that probability. */
    static double quantile(double upper) {
        return STANDARD.inverseSurvivalProbability(upper);
    }
}
