package dev.loopkeeper.rollout;

/**
 * Stratified score of one metric, and how much more its windows scatter than independent events would.
 *
 * <p>Residuals are taken at the Mantel-Haenszel ratio, not at ratio 1, so that a real regression does not count as
 * noise.
 *
 * @param ratio Mantel-Haenszel rate ratio; NaN without any event, infinite when only the challenger has some
 * @param score sum of the challenger's events above those expected at ratio 1
 * @param variance of the score for independent events
 * @param dispersion long-run variance of the residuals (Bartlett weights) over that of independent events; 1 without a
 *     sign of extra noise
 * @param excess standard score of the residuals' variance: above 0, windows scatter more than counts explain
 * @param memory standard score of the products of near residuals: above 0, noise lasts longer than a window
 */
record Spread(double ratio, double score, double variance, double dispersion, double excess, double memory) {
    private static final int NEAR = 4;
    private static final int LAGS = 6;
    private static final int ENOUGH = 8;
    private static final double NO_SIGN = .7;
    private static final double NO_EXCESS = 1;

    static Spread of(Arms[] windows) {
        double up = 0;
        double down = 0;
        double score = 0;
        double variance = 0;
        for (Arms a : windows) {
            up += a.events() * (1 - a.share());
            down += a.baseEvents() * a.share();
            score += a.excess(1);
            variance += a.variance(1);
        }
        double ratio = up == 0 && down == 0 ? Double.NaN : up / down;
        if (windows.length < ENOUGH) {
            return new Spread(ratio, score, variance, 1, 0, 0);
        }
        double centre = Math.max(.05, Math.min(20, (up + .5) / (down + .5)));
        return scatter(windows, centre, new Spread(ratio, score, variance, 1, 0, 0));
    }

    private static Spread scatter(Arms[] windows, double centre, Spread found) {
        double[] residuals = new double[windows.length];
        double[] variances = new double[windows.length];
        double expected = 0;
        double fourth = 0;
        for (int k = 0; k < windows.length; k++) {
            double v = windows[k].variance(centre);
            residuals[k] = windows[k].excess(centre);
            variances[k] = v;
            expected += v;
            fourth += v == 0 ? 0 : 2 * v * v + v * (1 - 6 * v / windows[k].allEvents());
        }
        if (fourth <= 0) {
            return found;
        }
        double excess = (lagged(residuals, 0) - expected) / Math.sqrt(fourth);
        double memory = memory(residuals, variances);
        boolean clean = excess + memory < NO_SIGN && excess < NO_EXCESS;
        double dispersion = clean ? 1 : Math.max(1, longRun(residuals) / expected);
        return new Spread(found.ratio, found.score, found.variance, dispersion, excess, memory);
    }

    private static double memory(double[] residuals, double[] variances) {
        double sum = 0;
        double variance = 0;
        for (int lag = 1; lag <= NEAR; lag++) {
            sum += lagged(residuals, lag);
            variance += lagged(variances, lag);
        }
        return variance <= 0 ? 0 : sum / Math.sqrt(variance);
    }

    private static double longRun(double[] residuals) {
        double own = lagged(residuals, 0);
        double sum = own;
        int lags = Math.min(LAGS, residuals.length / 4);
        for (int lag = 1; lag <= lags; lag++) {
            sum += 2 * (1 - lag / (lags + 1.0)) * lagged(residuals, lag);
        }
        return Math.max(own, sum) * residuals.length / (residuals.length - 1.0);
    }

    private static double lagged(double[] values, int lag) {
        double sum = 0;
        for (int k = lag; k < values.length; k++) {
            sum += values[k] * values[k - lag];
        }
        return sum;
    }

    /** How far the score lies above zero, in standard errors. */
    double z() {
        return variance == 0 ? 0 : score / Math.sqrt(variance * dispersion);
    }

    /** Whether noise is both larger and longer-lived than counts explain. */
    boolean clustered(double limit) {
        return memory >= .5 && (excess + memory) / Math.sqrt(2) >= limit;
    }
}
