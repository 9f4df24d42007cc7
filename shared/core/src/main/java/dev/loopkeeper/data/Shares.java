package dev.loopkeeper.data;

/**
 * Two distributions over the same bins.
 *
 * @param before shares that sum to 1, of {@code beforeRows} rows
 * @param now shares that sum to 1, of {@code nowRows} rows
 */
record Shares(double[] before, double[] now, double beforeRows, double nowRows) {
    /** Population stability index; an empty bin counts as half a row. */
    double psi() {
        double sum = 0;
        for (int i = 0; i < before.length; i++) {
            double p = Math.max(before[i], 0.5 / beforeRows);
            double q = Math.max(now[i], 0.5 / nowRows);
            sum += (q - p) * Math.log(q / p);
        }
        return sum;
    }

    /** Square root of the Jensen-Shannon divergence in bits: 0 to 1 (Lin 1991). */
    double jensenShannon() {
        double sum = 0;
        for (int i = 0; i < before.length; i++) {
            double middle = (before[i] + now[i]) / 2;
            sum += part(before[i], middle) + part(now[i], middle);
        }
        return Math.sqrt(Math.max(0, sum / 2 / Math.log(2)));
    }

    /** Pearson's statistic of the two samples; chi-square with one degree less than bins when nothing moved. */
    double chiSquare() {
        double effective = beforeRows * nowRows / (beforeRows + nowRows);
        double sum = 0;
        for (int i = 0; i < before.length; i++) {
            double pooled = (before[i] * beforeRows + now[i] * nowRows) / (beforeRows + nowRows);
            double delta = before[i] - now[i];
            sum += pooled > 0 ? effective * delta * delta / pooled : 0;
        }
        return sum;
    }

    private static double part(double share, double middle) {
        return share > 0 ? share * Math.log(share / middle) : 0;
    }
}
