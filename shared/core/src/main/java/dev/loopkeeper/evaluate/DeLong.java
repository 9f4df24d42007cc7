package dev.loopkeeper.evaluate;

import java.util.Arrays;

/**
 * The area under the ROC curve with each row's part in it (DeLong, DeLong, Clarke-Pearson 1988), in O(n log n) by ranks
 * (Sun and Xu 2014); a tie counts half.
 *
 * @param auc the area
 * @param part by row: the share of rows of the other class that this row is on the right side of
 */
record DeLong(double auc, double[] part) {

    static DeLong of(double[] label, double[] score) {
        double[] positives = sorted(label, score, 1);
        double[] negatives = sorted(label, score, 0);
        double[] part = new double[label.length];
        double sum = 0;
        for (int i = 0; i < part.length; i++) {
            if (label[i] == 1) {
                part[i] = below(negatives, score[i]) / negatives.length;
                sum += part[i];
            } else {
                part[i] = 1 - below(positives, score[i]) / positives.length;
            }
        }
        return new DeLong(sum / positives.length, part);
    }

    /**
     * By row, how much it moves the gain in area: the mean is zero, and the variance of the mean is DeLong's variance
     * of the difference.
     */
    static double[] influence(double[] label, DeLong champion, DeLong challenger) {
        int n = label.length;
        double positives = Arrays.stream(label).sum();
        double gain = challenger.auc - champion.auc;
        double[] moved = new double[n];
        for (int i = 0; i < n; i++) {
            double weight = n / (label[i] == 1 ? positives : n - positives);
            moved[i] = weight * (challenger.part[i] - champion.part[i] - gain);
        }
        return moved;
    }

    /** By row, by how much the challenger ranks it better, each class with half of the weight: the mean is the gain. */
    static double[] gains(double[] label, DeLong champion, DeLong challenger) {
        int n = label.length;
        double positives = Arrays.stream(label).sum();
        double[] gains = new double[n];
        for (int i = 0; i < n; i++) {
            double weight = n / (2 * (label[i] == 1 ? positives : n - positives));
            gains[i] = weight * (challenger.part[i] - champion.part[i]);
        }
        return gains;
    }

    /** DeLong's standard error of the gain: the unbiased variance within each class, divided by its rows. */
    static double standardError(double[] label, DeLong champion, DeLong challenger) {
        double gain = challenger.auc - champion.auc;
        double[] squares = new double[2];
        int[] rows = new int[2];
        for (int i = 0; i < label.length; i++) {
            double d = challenger.part[i] - champion.part[i] - gain;
            int side = (int) label[i];
            squares[side] += d * d;
            rows[side]++;
        }
        return Math.sqrt(squares[0] / (rows[0] - 1.0) / rows[0] + squares[1] / (rows[1] - 1.0) / rows[1]);
    }

    private static double[] sorted(double[] label, double[] score, double side) {
        Doubles kept = new Doubles();
        for (int i = 0; i < label.length; i++) {
            if (label[i] == side) {
                kept.add(score[i]);
            }
        }
        double[] values = kept.toArray();
        Arrays.sort(values);
        return values;
    }

    /** How many are below the score, ties counting half. */
    private static double below(double[] sorted, double score) {
        return (firstNotBelow(sorted, score) + firstNotBelow(sorted, Math.nextUp(score))) / 2.0;
    }

    private static int firstNotBelow(double[] sorted, double score) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < score) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DeLong d && auc == d.auc && Arrays.equals(part, d.part);
    }

    @Override
    public int hashCode() {
        return 31 * Double.hashCode(auc) + Arrays.hashCode(part);
    }

    @Override
    public String toString() {
        return "DeLong[auc=" + auc + ", rows=" + part.length + "]";
    }
}
