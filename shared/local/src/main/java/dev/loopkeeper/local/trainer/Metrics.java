package dev.loopkeeper.local.trainer;

import dev.loopkeeper.edge.LoopException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Quality of predictions: {@code auc, accuracy, logloss, brier} of probabilities, {@code rmse, mae, r2} of values.
 *
 * <p>A metric that does not exist for the rows, such as the AUC of one class, is left out rather than made up.
 */
final class Metrics {
    static final Set<String> CLASSIFICATION = Set.of("auc", "accuracy", "logloss", "brier");
    static final Set<String> REGRESSION = Set.of("rmse", "mae", "r2");
    private static final double TINY = 1e-15;

    private Metrics() {}

    /** The metric that decides; {@code auto} is auc or rmse, and one that does not fit the task is {@code POISON}. */
    static String deciding(String wanted, boolean classification) {
        Set<String> fitting = classification ? CLASSIFICATION : REGRESSION;
        if (wanted.equals("auto")) {
            return classification ? "auc" : "rmse";
        }
        if (!fitting.contains(wanted)) {
            throw LoopException.poison("evaluate.metric '" + wanted + "' does not fit a "
                    + (classification ? "label of two values" : "numeric label") + "; use auto or one of "
                    + String.join(", ", fitting.stream().sorted().toList()));
        }
        return wanted;
    }

    static Map<String, Double> of(boolean classification, double[] labels, double[] predictions) {
        Map<String, Double> metrics = new TreeMap<>();
        if (classification) {
            metrics.put("auc", auc(labels, predictions));
            metrics.put("accuracy", mean(labels.length, i -> (predictions[i] >= 0.5) == (labels[i] == 1) ? 1 : 0));
            metrics.put("logloss", mean(labels.length, i -> -Math.log(likelihood(labels[i], predictions[i]))));
            metrics.put("brier", mean(labels.length, i -> square(predictions[i] - labels[i])));
        } else {
            double squares = mean(labels.length, i -> square(predictions[i] - labels[i]));
            double average = mean(labels.length, i -> labels[i]);
            metrics.put("rmse", Math.sqrt(squares));
            metrics.put("mae", mean(labels.length, i -> Math.abs(predictions[i] - labels[i])));
            metrics.put("r2", 1 - squares / mean(labels.length, i -> square(labels[i] - average)));
        }
        metrics.values().removeIf(v -> !Double.isFinite(v));
        return metrics;
    }

    private static double likelihood(double label, double probability) {
        double likely = label == 1 ? probability : 1 - probability;
        return Math.max(TINY, likely);
    }

    private static double square(double value) {
        return value * value;
    }

    private static double mean(int rows, IntToDoubleFunction term) {
        return IntStream.range(0, rows).mapToDouble(term).sum() / rows;
    }

    /** Share of pairs of a positive and a negative row in the right order, ties half (Mann and Whitney). */
    private static double auc(double[] labels, double[] predictions) {
        Integer[] order = IntStream.range(0, labels.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(i -> predictions[i]));
        double rankSum = 0;
        double positives = 0;
        for (int from = 0; from < order.length; ) {
            int to = from;
            double tied = 0;
            while (to < order.length && predictions[order[to]] == predictions[order[from]]) {
                tied += labels[order[to++]];
            }
            rankSum += tied * (from + 1 + to) / 2.0;
            positives += tied;
            from = to;
        }
        return (rankSum - positives * (positives + 1) / 2) / (positives * (labels.length - positives));
    }
}
