package dev.loopkeeper.evaluate;

import java.util.function.DoubleBinaryOperator;
import java.util.function.ToDoubleFunction;

/**
 * A metric of two versions taken apart by row.
 *
 * @param columns by row, what a resample needs to sum
 * @param statistic the gain from the means of the columns
 * @param gains by row, by how much the challenger is better; their mean is the gain
 * @param influence by row, how much it moves the gain, in first order
 * @param standardError of the gain when rows are independent
 */
record RowScores(
        double champion,
        double challenger,
        double gain,
        double[][] columns,
        ToDoubleFunction<double[]> statistic,
        double[] gains,
        double[] influence,
        double standardError) {
    private static final double CLIP = 1e-15;

    static RowScores of(Metric metric, double[] label, double[] champion, double[] challenger) {
        switch (metric) {
            case AUC:
                return auc(label, champion, challenger);
            case ACCURACY:
                return mean(label, champion, challenger, (y, p) -> wrong(y, p), true);
            case LOGLOSS:
                return mean(label, champion, challenger, (y, p) -> logLoss(y, p), false);
            case BRIER:
                return mean(label, champion, challenger, (y, p) -> (y - p) * (y - p), false);
            case MAE:
                return mean(label, champion, challenger, (y, p) -> Math.abs(y - p), false);
            case RMSE:
                return rmse(squares(label, champion), squares(label, challenger));
            default:
                return r2(label, squares(label, champion), squares(label, challenger));
        }
    }

    static double wrong(double label, double prediction) {
        return (prediction >= 0.5 ? 1 : 0) == label ? 0 : 1;
    }

    static double logLoss(double label, double prediction) {
        double p = Math.max(CLIP, Math.min(1 - CLIP, prediction));
        return -Math.log(label == 1 ? p : 1 - p);
    }

    private static RowScores auc(double[] label, double[] champion, double[] challenger) {
        DeLong old = DeLong.of(label, champion);
        DeLong fresh = DeLong.of(label, challenger);
        double gain = fresh.auc() - old.auc();
        double[] moved = DeLong.influence(label, old, fresh);
        return new RowScores(
                old.auc(),
                fresh.auc(),
                gain,
                new double[][] {moved},
                m -> gain + m[0],
                DeLong.gains(label, old, fresh),
                moved,
                DeLong.standardError(label, old, fresh));
    }

    private static RowScores mean(
            double[] label, double[] champion, double[] challenger, DoubleBinaryOperator loss, boolean share) {
        double[] gains = new double[label.length];
        double old = 0;
        double fresh = 0;
        for (int i = 0; i < gains.length; i++) {
            double a = loss.applyAsDouble(label[i], champion[i]);
            double b = loss.applyAsDouble(label[i], challenger[i]);
            gains[i] = a - b;
            old += a;
            fresh += b;
        }
        old /= gains.length;
        fresh /= gains.length;
        return of(
                share ? 1 - old : old,
                share ? 1 - fresh : fresh,
                mean(gains),
                new double[][] {gains},
                m -> m[0],
                gains,
                gains);
    }

    private static RowScores rmse(double[] old, double[] fresh) {
        double a = Math.sqrt(mean(old));
        double b = Math.sqrt(mean(fresh));
        // First order: a square error moves the root of the mean by half its size over that root.
        double[] moved = combine(old, fresh, a == 0 ? 0 : 0.5 / a, b == 0 ? 0 : 0.5 / b);
        double[] gains = combine(old, fresh, a + b == 0 ? 0 : 1 / (a + b), a + b == 0 ? 0 : 1 / (a + b));
        return of(a, b, a - b, new double[][] {old, fresh}, m -> Math.sqrt(m[0]) - Math.sqrt(m[1]), gains, moved);
    }

    private static RowScores r2(double[] label, double[] old, double[] fresh) {
        double centre = mean(label);
        double[] y = new double[label.length];
        double[] y2 = new double[label.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = label[i] - centre;
            y2[i] = y[i] * y[i];
        }
        double spread = mean(y2);
        double a = 1 - mean(old) / spread;
        double b = 1 - mean(fresh) / spread;
        double[] gains = combine(old, fresh, 1 / spread, 1 / spread);
        double[] moved = gains.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] -= (b - a) * y2[i] / spread;
        }
        ToDoubleFunction<double[]> statistic = m -> (m[0] - m[1]) / Math.max(Double.MIN_NORMAL, m[3] - m[2] * m[2]);
        return of(a, b, b - a, new double[][] {old, fresh, y, y2}, statistic, gains, moved);
    }

    private static RowScores of(
            double champion,
            double challenger,
            double gain,
            double[][] columns,
            ToDoubleFunction<double[]> statistic,
            double[] gains,
            double[] moved) {
        double mean = mean(moved);
        double squares = 0;
        for (double v : moved) {
            squares += (v - mean) * (v - mean);
        }
        int n = moved.length;
        double error = Math.sqrt(squares / Math.max(1, n - 1) / n);
        return new RowScores(champion, challenger, gain, columns, statistic, gains, moved, error);
    }

    private static double[] squares(double[] label, double[] prediction) {
        double[] squares = new double[label.length];
        for (int i = 0; i < squares.length; i++) {
            double e = label[i] - prediction[i];
            squares[i] = e * e;
        }
        return squares;
    }

    private static double[] combine(double[] plus, double[] minus, double plusWeight, double minusWeight) {
        double[] sum = new double[plus.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = plus[i] * plusWeight - minus[i] * minusWeight;
        }
        return sum;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double v : values) {
            sum += v;
        }
        return sum / values.length;
    }
}
