package dev.loopkeeper.data;

import org.apache.datasketches.kll.KllDoublesSketch;

/**
 * The numbers of one column.
 *
 * @param n how many; at least 1
 * @param m2 sum of squared distances from the mean (Welford 1962)
 * @param quantiles KLL sketch as text (Karnin, Lang, Liberty 2016)
 */
public record NumberProfile(long n, double min, double max, double mean, double m2, String quantiles) {
    /** Population standard deviation. */
    public double sd() {
        return Math.sqrt(m2 / n);
    }

    /** The value below which that share of the numbers lies, 0 to 1, within the sketch's rank error. */
    public double quantile(double share) {
        return sketch().getQuantile(share);
    }

    KllDoublesSketch sketch() {
        return Sketches.quantiles(quantiles);
    }
}
