package dev.loopkeeper.bench.retrain;

import java.util.ArrayList;
import java.util.List;

/**
 * ADWIN (Bifet and Gavalda 2007) with the usual settings: delta 0.002, clock 32, 5 buckets a size, windows of at least
 * 5, 10 rows of grace. Reports a change when it drops its oldest rows, in either direction.
 */
final class Adwin implements Detector {
    private static final double DELTA = .002;
    private static final int CLOCK = 32;
    private static final int BUCKETS = 5;
    private static final int LEAST = 5;
    private static final int GRACE = 10;

    /** Row k holds buckets of 2^k values, oldest first; each is {sum, squares around its mean}. */
    private final List<List<double[]>> rows = new ArrayList<>(List.of(new ArrayList<>()));

    private long width;
    private double total;
    private double squares;
    private long ticks;

    @Override
    public boolean add(double loss) {
        ticks++;
        if (width > 0) {
            squares += width * Math.pow(loss - total / width, 2) / (width + 1);
        }
        width++;
        total += loss;
        rows.get(0).add(new double[] {loss, 0});
        compress();
        return ticks % CLOCK == 0 && width > GRACE && shrink();
    }

    private void compress() {
        for (int k = 0; k < rows.size() && rows.get(k).size() > BUCKETS; k++) {
            double[] a = rows.get(k).remove(0);
            double[] b = rows.get(k).remove(0);
            double size = 1L << k;
            double between = size * Math.pow(a[0] / size - b[0] / size, 2) / 2;
            if (k + 1 == rows.size()) {
                rows.add(new ArrayList<>());
            }
            rows.get(k + 1).add(new double[] {a[0] + b[0], a[1] + b[1] + between});
        }
    }

    private boolean shrink() {
        boolean changed = false;
        while (width > GRACE && cutExists()) {
            dropOldest();
            changed = true;
        }
        return changed;
    }

    private boolean cutExists() {
        double old = 0;
        double oldSum = 0;
        for (int k = rows.size() - 1; k >= 0; k--) {
            for (double[] bucket : rows.get(k)) {
                old += 1L << k;
                oldSum += bucket[0];
                double young = width - old;
                if (young < LEAST) {
                    return false;
                }
                if (old >= LEAST && cut(old, young, oldSum / old - (total - oldSum) / young)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean cut(double old, double young, double difference) {
        double confidence = Math.log(2 * Math.log(width) / DELTA);
        double reciprocal = 1 / (old - LEAST + 1) + 1 / (young - LEAST + 1);
        double bound = Math.sqrt(2 * reciprocal * squares / width * confidence) + 2.0 / 3 * confidence * reciprocal;
        return Math.abs(difference) > bound;
    }

    private void dropOldest() {
        int k = rows.size() - 1;
        while (rows.get(k).isEmpty()) {
            rows.remove(k--);
        }
        double[] bucket = rows.get(k).remove(0);
        double size = 1L << k;
        width -= 1L << k;
        total -= bucket[0];
        squares -= bucket[1]
                + (width > 0 ? size * width * Math.pow(bucket[0] / size - total / width, 2) / (size + width) : 0);
        squares = Math.max(0, squares);
    }
}
