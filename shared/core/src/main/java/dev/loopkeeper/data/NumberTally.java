package dev.loopkeeper.data;

import java.util.Optional;
import org.apache.datasketches.kll.KllDoublesSketch;

/** Collects the numbers of one column, one by one or from profiles (Chan, Golub, LeVeque 1979 for the moments). */
final class NumberTally {
    static {
        SketchRuntime.prepare();
    }

    /** A sketch of its own for a weighted value costs about as much as this many plain ones. */
    private static final int WEIGHTY = 200;

    /** Values wait here, because the sketch takes many at once far cheaper than one by one. */
    private static final int WAITING = 256;

    private final int k;
    private double[] waiting;
    private int filled;
    private KllDoublesSketch quantiles;
    private long n;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private double mean;
    private double m2;

    NumberTally(int k) {
        this.k = k;
    }

    void add(double value) {
        if (waiting == null) {
            waiting = new double[WAITING];
        }
        waiting[filled++] = value;
        if (filled == WAITING) {
            flush();
        }
        n++;
        min = Math.min(min, value);
        max = Math.max(max, value);
        double delta = value - mean;
        mean += delta / n;
        m2 += delta * (value - mean);
    }

    private void flush() {
        if (quantiles == null) {
            quantiles = KllDoublesSketch.newHeapInstance(k);
        }
        quantiles.update(waiting, 0, filled);
        filled = 0;
    }

    void add(double value, long times) {
        if (times < WEIGHTY) {
            for (long i = 0; i < times; i++) {
                add(value);
            }
            return;
        }
        KllDoublesSketch weighted = KllDoublesSketch.newHeapInstance(k);
        weighted.update(value, times);
        merge(times, value, value, value, 0, weighted);
    }

    void add(NumberProfile part) {
        merge(part.n(), part.min(), part.max(), part.mean(), part.m2(), part.sketch());
    }

    private void merge(long count, double low, double high, double average, double squares, KllDoublesSketch sketch) {
        if (quantiles == null) {
            quantiles = KllDoublesSketch.newHeapInstance(k);
        }
        double delta = average - mean;
        long all = n + count;
        mean += delta * count / all;
        m2 += squares + delta * delta * n / all * count;
        n = all;
        min = Math.min(min, low);
        max = Math.max(max, high);
        quantiles.merge(sketch);
    }

    long n() {
        return n;
    }

    Optional<NumberProfile> profile() {
        if (filled > 0) {
            flush();
        }
        return n == 0
                ? Optional.empty()
                : Optional.of(new NumberProfile(n, min, max, mean, m2, Sketches.write(quantiles)));
    }
}
