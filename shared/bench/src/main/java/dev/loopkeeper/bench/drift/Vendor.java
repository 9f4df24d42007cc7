package dev.loopkeeper.bench.drift;

import java.util.Locale;

/**
 * The default drift alarms of others, from their published defaults, on numeric columns; a column of two values counts
 * as a category.
 */
public enum Vendor {
    /** Normalised Wasserstein 0.1, categories Jensen-Shannon distance 0.1; any column alarms. */
    AZURE_ML,
    /**
     * To 1,000 reference rows Kolmogorov-Smirnov or z-test at p < 0.05, above as Azure ML; half of the columns alarm.
     */
    EVIDENTLY,
    /** Jensen-Shannon divergence of equal-width buckets 0.3, categories L-infinity 0.3; any column alarms. */
    VERTEX,
    /** Population stability index on the reference's deciles above 0.2; any column alarms. */
    PSI_02;

    private static final double DISTANCE = .1;
    private static final double VERTEX_LIMIT = .3;
    private static final double PSI_LIMIT = .2;
    private static final int FEW = 1_000;
    private static final double SHARE = .5;

    /** {@code azure-ml-like}, {@code evidently-like}, ... */
    public String label() {
        return this == PSI_02 ? "psi-0.2" : name().toLowerCase(Locale.ROOT).replace('_', '-') + "-like";
    }

    /** Whether the alarm fires; both sides hold one sorted array a column. */
    public boolean alarm(double[][] reference, double[][] recent) {
        int drifted = 0;
        for (int c = 0; c < reference.length; c++) {
            drifted += drifted(reference[c], recent[c]) ? 1 : 0;
        }
        return this == EVIDENTLY ? drifted >= SHARE * reference.length : drifted > 0;
    }

    private boolean drifted(double[] a, double[] b) {
        boolean category = atMostTwoValues(a);
        return switch (this) {
            case AZURE_ML -> far(a, b, category);
            case EVIDENTLY -> a.length <= FEW ? unlikely(a, b, category) : far(a, b, category);
            case VERTEX ->
                category
                        ? Distances.largestStep(a, b) > VERTEX_LIMIT
                        : Distances.jensenShannon(Distances.buckets(a, b)) > VERTEX_LIMIT;
            case PSI_02 -> Distances.psi(a, b) > PSI_LIMIT;
        };
    }

    private static boolean far(double[] a, double[] b, boolean category) {
        return category
                ? Math.sqrt(Distances.jensenShannon(Distances.values(a, b))) >= DISTANCE
                : Distances.wasserstein(a, b) >= DISTANCE;
    }

    private static boolean unlikely(double[] a, double[] b, boolean category) {
        return category ? Distances.proportionsDiffer(a, b) : Distances.kolmogorovSmirnovRejects(a, b);
    }

    private static boolean atMostTwoValues(double[] sorted) {
        double low = sorted[0];
        double high = sorted[sorted.length - 1];
        for (double value : sorted) {
            if (value != low && value != high) {
                return false;
            }
        }
        return true;
    }
}
