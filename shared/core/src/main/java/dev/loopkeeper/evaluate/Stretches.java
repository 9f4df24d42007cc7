package dev.loopkeeper.evaluate;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Whether a difference holds throughout a holdout: a t-test over the means of {@value #COUNT} stretches of neighbouring
 * rows, the method of batch means (Schmeiser 1982).
 *
 * <p>A test by rows asks whether other rows of the same days would agree; which version serves better tomorrow is a
 * question about other days, and those differ as the stretches do. A loss that comes from one bad stretch is
 * significant by rows and tells little about the next: in replays of drifting streams a version held back for such a
 * loss would have served better than the one it was to replace.
 */
final class Stretches {
    static final int COUNT = 8;

    private Stretches() {}

    /**
     * Two-sided p-value.
     *
     * @param influence by row in order of time, how much it moves the gain
     */
    static double pValue(double[] influence, double gain) {
        double[] means = means(influence);
        double centre = Arrays.stream(means).average().orElse(0);
        double squares =
                Arrays.stream(means).map(m -> (m - centre) * (m - centre)).sum();
        double standardError = Math.sqrt(squares / (COUNT - 1) / COUNT);
        if (standardError == 0) {
            return gain == 0 ? 1 : 0;
        }
        double t = Math.abs(gain) / standardError;
        return 2 * TDistribution.of(COUNT - 1.0).survivalProbability(t);
    }

    /** Of stretches that differ in length by one row at most. */
    private static double[] means(double[] series) {
        double[] means = new double[COUNT];
        for (int k = 0; k < COUNT; k++) {
            int from = (int) ((long) k * series.length / COUNT);
            int to = (int) ((long) (k + 1) * series.length / COUNT);
            means[k] = Arrays.stream(series, from, to).average().orElse(0);
        }
        return means;
    }
}
