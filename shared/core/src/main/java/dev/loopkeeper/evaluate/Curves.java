package dev.loopkeeper.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

/** Curves of one version on the holdout, each thinned to at most {@value #MOST_POINTS} points {@code {x, y}}. */
final class Curves {
    static final int MOST_POINTS = 200;
    private static final int SEGMENTS = 30;
    private static final int BINS = 24;

    private Curves() {}

    /** False against true positive rate, from (0, 0) to (1, 1); rows with the same score are one step. */
    static List<double[]> roc(double[] label, double[] score) {
        Integer[] order = byScore(score);
        double positives = Arrays.stream(label).sum();
        double negatives = label.length - positives;
        List<double[]> points = new ArrayList<>(List.of(new double[] {0, 0}));
        double right = 0;
        double wrong = 0;
        double drawn = 0;
        for (int i = order.length - 1; i >= 0; i--) {
            right += label[order[i]];
            wrong += 1 - label[order[i]];
            boolean stepEnds = i == 0 || score[order[i - 1]] != score[order[i]];
            // The path from corner to corner is two long.
            double walked = right / positives + wrong / negatives;
            if (i == 0 || stepEnds && walked - drawn >= 2.0 / (MOST_POINTS - 4)) {
                points.add(new double[] {wrong / negatives, right / positives});
                drawn = walked;
            }
        }
        return points;
    }

    /** Mean prediction against observed share of positives, in ten groups of equal size. */
    static List<double[]> calibration(double[] label, double[] score) {
        Integer[] order = byScore(score);
        List<double[]> points = new ArrayList<>();
        for (int g = 0; g < 10; g++) {
            int from = g * order.length / 10;
            int to = (g + 1) * order.length / 10;
            if (to > from) {
                double predicted = IntStream.range(from, to)
                        .mapToDouble(i -> score[order[i]])
                        .average()
                        .orElse(0);
                double observed = IntStream.range(from, to)
                        .mapToDouble(i -> label[order[i]])
                        .average()
                        .orElse(0);
                points.add(new double[] {predicted, observed});
            }
        }
        return points;
    }

    /** Share of the values by bin between two limits; what lies outside counts into the outer bins. */
    static List<double[]> histogram(double[] values, double from, double to) {
        double[] counts = new double[BINS];
        double width = (to - from) / BINS;
        for (double v : values) {
            counts[Math.max(0, Math.min(BINS - 1, (int) ((v - from) / width)))]++;
        }
        return IntStream.range(0, BINS)
                .mapToObj(b -> new double[] {from + (b + 0.5) * width, counts[b] / values.length})
                .toList();
    }

    /** Mean loss over the holdout in {@value #SEGMENTS} stretches of time; x is the share of the rows passed. */
    static List<double[]> overTime(double[] label, double[] predicted, DoubleBinaryOperator loss) {
        int n = label.length;
        int segments = Math.min(SEGMENTS, Math.max(1, n / 20));
        return IntStream.range(0, segments)
                .mapToObj(s -> {
                    int from = (int) ((long) s * n / segments);
                    int to = (int) ((s + 1L) * n / segments);
                    double mean = IntStream.range(from, to)
                            .mapToDouble(i -> loss.applyAsDouble(label[i], predicted[i]))
                            .average()
                            .orElse(0);
                    return new double[] {(s + 0.5) / segments, mean};
                })
                .toList();
    }

    /** Evenly spaced rows as points. */
    static List<double[]> cloud(double[] x, double[] y) {
        int shown = Math.min(MOST_POINTS, x.length);
        return IntStream.range(0, shown)
                .map(i -> (int) ((long) i * x.length / shown))
                .mapToObj(i -> new double[] {x[i], y[i]})
                .toList();
    }

    /** Prediction minus label. */
    static double[] errors(double[] label, double[] predicted) {
        return IntStream.range(0, label.length)
                .mapToDouble(i -> predicted[i] - label[i])
                .toArray();
    }

    /** The value that a share of the values lies below. */
    static double quantile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }

    private static Integer[] byScore(double[] score) {
        Integer[] order = new Integer[score.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> score[i]));
        return order;
    }
}
