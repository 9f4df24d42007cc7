package dev.loopkeeper.evaluate;

/**
 * How many neighbouring rows must stay together when rows in order of time are resampled.
 *
 * <p>One when neighbours are unrelated. Otherwise the length that is best for a first-order autoregression with the
 * observed lag-1 correlation r, (6 r^2 / (1 - r^2)^2 n)^(1/3) (Politis and White 2004, circular bootstrap, corrected by
 * Patton 2009), and at least the square root of n when whole stretches move together more than single neighbours show.
 * At most a twentieth of the rows.
 */
final class BlockLength {
    private static final int FEWEST_ROWS = 60;
    private static final int FEWEST_BLOCKS = 20;

    private BlockLength() {}

    /** Block length for a series of loss differences in order of time. */
    static int of(double[] series) {
        int n = series.length;
        if (n < FEWEST_ROWS) {
            return 1;
        }
        double mean = mean(series);
        double variance = 0;
        double lagged = 0;
        for (int i = 0; i < n; i++) {
            double d = series[i] - mean;
            variance += d * d;
            lagged += i == 0 ? 0 : d * (series[i - 1] - mean);
        }
        if (variance == 0) {
            return 1;
        }
        double r = Math.min(0.99, lagged / variance);
        double length = r > 2 / Math.sqrt(n) ? Math.cbrt(6 * r * r / Math.pow(1 - r * r, 2) * n) : 1;
        int stretch = (int) Math.sqrt(n);
        if (movesInStretches(series, mean, variance / n, stretch)) {
            length = Math.max(length, stretch);
        }
        return (int) Math.max(1, Math.min(Math.ceil(length), n / (double) FEWEST_BLOCKS));
    }

    /**
     * Whether means of stretches vary more than chance allows when rows are independent (three standard deviations).
     */
    private static boolean movesInStretches(double[] series, double mean, double variance, int stretch) {
        int blocks = series.length / stretch;
        double sum = 0;
        for (int b = 0; b < blocks; b++) {
            double part = 0;
            for (int i = 0; i < stretch; i++) {
                part += series[b * stretch + i] - mean;
            }
            sum += part * part / stretch;
        }
        return sum / blocks / variance > 1 + 3 * Math.sqrt(2.0 / blocks);
    }

    private static double mean(double[] series) {
        double sum = 0;
        for (double v : series) {
            sum += v;
        }
        return sum / series.length;
    }
}
