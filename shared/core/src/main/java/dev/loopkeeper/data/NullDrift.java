package dev.loopkeeper.data;

import java.util.Locale;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** The shift of the share of rows without a value: two proportions, at least five points apart. */
final class NullDrift {
    private static final double MINIMUM = 0.05;

    private NullDrift() {}

    static DriftReport.ColumnDrift between(String name, ColumnProfile before, ColumnProfile now, double chance) {
        double p = before.nullShare();
        double q = now.nullShare();
        double noise = proportionNoise(p, q, before.counts().n(), now.counts().n(), chance);
        double threshold = Math.max(MINIMUM, noise);
        double distance = Math.abs(q - p);
        String sentence =
                String.format(Locale.ROOT, "has no value in %.0f %% of the rows, before in %.0f %%", 100 * q, 100 * p);
        return new DriftReport.ColumnDrift(
                name, "nulls", distance, threshold, distance > threshold, 0, 0, distance, 0, sentence);
    }

    /** What chance explains of the difference of two shares, two-sided, with a correction for counts being whole. */
    static double proportionNoise(double p, double q, double n, double m, double chance) {
        double pooled = (p * n + q * m) / (n + m);
        double z = NormalDistribution.of(0, 1).inverseSurvivalProbability(chance / 2);
        double effective = n * m / (n + m);
        // the term in z squared is Bernstein's: it covers rare values, where the normal bound is too narrow
        return z * Math.sqrt(pooled * (1 - pooled) / effective) + z * z / 3 / effective;
    }
}
