package dev.loopkeeper.rollout;

/**
 * Rate ratios that the counts of all windows do not rule out; holds at every look at once, so it may be read each
 * minute.
 *
 * @param low 0 when no lower bound can be given
 * @param high infinite when no upper bound can be given
 */
record ConfidenceSequence(double low, double high) {
    private static final int POINTS = 25;
    private static final double REACH = Math.log(24);
    private static final int HALVINGS = 30;

    static ConfidenceSequence of(Arms[] windows, Spread spread, double confidence) {
        if (Double.isNaN(spread.ratio())) {
            return new ConfidenceSequence(0, Double.POSITIVE_INFINITY);
        }
        double[] logs = new double[POINTS];
        for (int j = 0; j < POINTS; j++) {
            logs[j] = sum(windows, REACH * (2.0 * j / (POINTS - 1) - 1));
        }
        double limit = LogMean.of(logs, 1 / spread.dispersion()) + Math.log(1 - confidence);
        double centre = Math.log(Math.max(1 / 24.0, Math.min(24, spread.ratio())));
        double low = edge(windows, spread.dispersion(), limit, centre, -2 * REACH);
        double high = edge(windows, spread.dispersion(), limit, centre, 2 * REACH);
        return new ConfidenceSequence(
                low <= -2 * REACH ? 0 : Math.exp(low), high >= 2 * REACH ? Double.POSITIVE_INFINITY : Math.exp(high));
    }

    /** Farthest log ratio from the centre that the mixture does not rule out. */
    private static double edge(Arms[] windows, double dispersion, double limit, double centre, double far) {
        if (sum(windows, far) / dispersion >= limit) {
            return far;
        }
        double in = centre;
        double out = far;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (in + out) / 2;
            if (sum(windows, middle) / dispersion >= limit) {
                in = middle;
            } else {
                out = middle;
            }
        }
        return out;
    }

    private static double sum(Arms[] windows, double logRatio) {
        double r = Math.exp(logRatio);
        double sum = 0;
        for (Arms arms : windows) {
            sum += arms.logLikelihood(r);
        }
        return sum;
    }
}
