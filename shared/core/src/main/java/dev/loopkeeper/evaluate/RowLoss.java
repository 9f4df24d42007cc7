package dev.loopkeeper.evaluate;

import dev.loopkeeper.config.LoopConfig.Task;

/**
 * Mean loss of a row, 0 to 1, in the unit of live quality ({@link dev.loopkeeper.retrain.QualityPoint#loss}): the share
 * of wrong classes at a threshold of one half, or min(1, |error| / standard deviation of the label).
 */
final class RowLoss {
    private RowLoss() {}

    static double mean(Task task, double[] label, double[] prediction) {
        double scale = task == Task.REGRESSION ? deviation(label) : 1;
        double sum = 0;
        for (int i = 0; i < label.length; i++) {
            sum += task == Task.REGRESSION
                    ? Math.min(1, Math.abs(label[i] - prediction[i]) / scale)
                    : RowScores.wrong(label[i], prediction[i]);
        }
        return sum / label.length;
    }

    private static double deviation(double[] values) {
        double mean = 0;
        for (double v : values) {
            mean += v / values.length;
        }
        double squares = 0;
        for (double v : values) {
            squares += (v - mean) * (v - mean);
        }
        return Math.sqrt(squares / values.length);
    }
}
