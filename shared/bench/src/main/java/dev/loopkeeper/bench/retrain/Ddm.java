package dev.loopkeeper.bench.retrain;

/** The drift detection method of Gama et al. (2004): an error rate 3 deviations above its lowest, after 30 rows. */
final class Ddm implements Detector {
    private static final int LEAST = 30;
    private static final double DRIFT = 3;

    private long n;
    private double rate;
    private double lowest = Double.POSITIVE_INFINITY;
    private double lowestRate;
    private double lowestDeviation;

    @Override
    public boolean add(double loss) {
        n++;
        rate += (loss - rate) / n;
        double deviation = Math.sqrt(rate * (1 - rate) / n);
        if (n < LEAST) {
            return false;
        }
        if (rate + deviation <= lowest) {
            lowest = rate + deviation;
            lowestRate = rate;
            lowestDeviation = deviation;
        }
        return rate + deviation > lowestRate + DRIFT * lowestDeviation;
    }
}
