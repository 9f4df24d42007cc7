package dev.loopkeeper.evaluate;

import org.apache.commons.statistics.distribution.NormalDistribution;

/** The standard normal distribution. */
final class Normal {
    private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

    private Normal() {}

    /** The value that a share {@code tail} lies above. */
    static double upper(double tail) {
        return STANDARD.inverseSurvivalProbability(tail);
    }

    /** Two-sided p of a difference; a difference without any spread is certain. */
    static double twoSided(double difference, double standardError) {
        if (standardError <= 0) {
            return difference == 0 ? 1 : 0;
        }
        return Math.min(1, 2 * STANDARD.survivalProbability(Math.abs(difference) / standardError));
    }
}
