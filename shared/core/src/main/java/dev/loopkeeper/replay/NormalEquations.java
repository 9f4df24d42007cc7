package dev.loopkeeper.replay;

/** The weighted normal equations of a linear fit; the last unknown is the intercept and carries no penalty. */
final class NormalEquations {
    private final double[][] matrix;
    private final double[] right;

    NormalEquations(int unknowns) {
        matrix = new double[unknowns][unknowns];
        right = new double[unknowns];
    }

    /** Adds a row: {@code weight * x x'} on the left, {@code target * x} on the right. */
    void add(double[] x, double weight, double target) {
        for (int i = 0; i < x.length; i++) {
            double scaled = weight * x[i];
            right[i] += target * x[i];
            if (scaled != 0) {
                double[] row = matrix[i];
                for (int j = 0; j <= i; j++) {
                    row[j] += scaled * x[j];
                }
            }
        }
    }

    void penalise(double penalty) {
        for (int i = 0; i < right.length - 1; i++) {
            matrix[i][i] += penalty;
        }
    }

    /** The gradient of the penalty at {@code weights}. */
    void pull(double[] weights, double penalty) {
        for (int i = 0; i < right.length - 1; i++) {
            right[i] -= penalty * weights[i];
        }
    }

    /** Cholesky's method, in place. */
    double[] solve() {
        int n = right.length;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = matrix[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= matrix[i][k] * matrix[j][k];
                }
                matrix[i][j] = i == j ? Math.sqrt(sum) : sum / matrix[j][j];
            }
            double sum = right[i];
            for (int k = 0; k < i; k++) {
                sum -= matrix[i][k] * right[k];
            }
            right[i] = sum / matrix[i][i];
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int k = i + 1; k < n; k++) {
                right[i] -= matrix[k][i] * right[k];
            }
            right[i] /= matrix[i][i];
        }
        return right;
    }
}
