package dev.loopkeeper.bench.retrain;

/**
 * Page's test of a rise of the mean with the usual settings: delta 0.005, threshold 50, forgetting 0.9999, 30 rows at
 * least.
 */
final class PageHinkley implements Detector {
    private static final double DELTA = .005;
    private static final double THRESHOLD = 50;
    private static final double FORGETTING = .9999;
    private static final int LEAST = 30;

    private long n;
    private double mean;
    private double sum;
    private double lowest = Double.POSITIVE_INFINITY;

    @Override
    public boolean add(double loss) {
        n++;
        mean += (loss - mean) / n;
        sum = FORGETTING * sum + loss - mean - DELTA;
        lowest = Math.min(lowest, sum);
        return n >= LEAST && sum - lowest > THRESHOLD;
    }
}
