package dev.loopkeeper.replay;

/**
 * Linear model of a window of rows: ridge regression, or L2 logistic regression by Newton's method.
 *
 * <p>Features are standardised on the window (population standard deviation, 1 when below 1e-12), the penalty is 1 on
 * every weight but the intercept. The same rows give the same model on every machine up to rounding: there is no
 * randomness.
 */
public final class LinearModel {
    private static final double CONSTANT = 1e-12;
    private static final double PENALTY = 1;
    private static final double CONVERGED = 1e-10;
    private static final int STEPS = 100;

    /** Weights of the raw features, the intercept last. */
    private final double[] weights;

    private LinearModel(double[] weights) {
        this.weights = weights;
    }

    /** Learns from the rows {@code from} to {@code to}, the second excluded. */
    public static LinearModel fit(SampleRows rows, int from, int to) {
        Window window = Window.of(rows, from, to);
        double[] scaled = rows.regression() ? ridge(window) : logistic(window);
        int width = scaled.length - 1;
        double[] raw = new double[width + 1];
        raw[width] = scaled[width];
        for (int c = 0; c < width; c++) {
            raw[c] = scaled[c] / window.sds[c];
            raw[width] -= raw[c] * window.means[c];
        }
        return new LinearModel(raw);
    }

    /** Score of a row: the predicted number, or the log odds of the class 1. */
    public double score(double[] row) {
        double sum = weights[row.length];
        for (int c = 0; c < row.length; c++) {
            sum += weights[c] * row[c];
        }
        return sum;
    }

    /** Mean loss over the rows {@code from} to {@code to}, 0 to 1. */
    public double loss(SampleRows rows, int from, int to) {
        double sum = 0;
        for (int r = from; r < to; r++) {
            double score = score(rows.x()[r]);
            if (rows.regression()) {
                sum += Math.min(1, Math.abs(score - rows.y()[r]) / rows.scale());
            } else {
                sum += (score > 0) == (rows.y()[r] > .5) ? 0 : 1;
            }
        }
        return sum / (to - from);
    }

    private static double[] ridge(Window window) {
        NormalEquations equations = new NormalEquations(window.width() + 1);
        for (int r = 0; r < window.x.length; r++) {
            equations.add(window.x[r], 1, window.y[r]);
        }
        equations.penalise(PENALTY);
        return equations.solve();
    }

    private static double[] logistic(Window window) {
        double[] weights = new double[window.width() + 1];
        for (int step = 0; step < STEPS; step++) {
            double[] move = newtonStep(window, weights);
            double largest = 0;
            for (int c = 0; c < weights.length; c++) {
                weights[c] += move[c];
                largest = Math.max(largest, Math.abs(move[c]));
            }
            if (largest < CONVERGED) {
                break;
            }
        }
        return weights;
    }

    private static double[] newtonStep(Window window, double[] weights) {
        int width = window.width();
        NormalEquations equations = new NormalEquations(width + 1);
        for (int r = 0; r < window.x.length; r++) {
            double[] row = window.x[r];
            double score = weights[width];
            for (int c = 0; c < width; c++) {
                score += weights[c] * row[c];
            }
            double chance = 1 / (1 + Math.exp(-score));
            equations.add(row, Math.max(chance * (1 - chance), CONSTANT), window.y[r] - chance);
        }
        equations.penalise(PENALTY);
        equations.pull(weights, PENALTY);
        return equations.solve();
    }

    /** Standardised rows with a constant 1 at the end. */
    private record Window(double[][] x, double[] y, double[] means, double[] sds) {
        static Window of(SampleRows rows, int from, int to) {
            int width = rows.features().size();
            double[] means = new double[width];
            double[] sds = new double[width];
            for (int c = 0; c < width; c++) {
                moments(rows, from, to, c, means, sds);
            }
            double[][] x = new double[to - from][width + 1];
            double[] y = new double[to - from];
            for (int r = from; r < to; r++) {
                for (int c = 0; c < width; c++) {
                    x[r - from][c] = (rows.x()[r][c] - means[c]) / sds[c];
                }
                x[r - from][width] = 1;
                y[r - from] = rows.y()[r];
            }
            return new Window(x, y, means, sds);
        }

        private static void moments(SampleRows rows, int from, int to, int c, double[] means, double[] sds) {
            double sum = 0;
            for (int r = from; r < to; r++) {
                sum += rows.x()[r][c];
            }
            double mean = sum / (to - from);
            double squares = 0;
            for (int r = from; r < to; r++) {
                squares += (rows.x()[r][c] - mean) * (rows.x()[r][c] - mean);
            }
            double sd = Math.sqrt(squares / (to - from));
            means[c] = mean;
            sds[c] = sd < CONSTANT ? 1 : sd;
        }

        int width() {
            return means.length;
        }
    }
}
