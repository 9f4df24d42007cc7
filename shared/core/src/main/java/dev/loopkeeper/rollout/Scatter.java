package dev.loopkeeper.rollout;

/**
 * How much more the windows of one metric scatter around given rate ratios than independent events would.
 *
 * @param dispersion variance of the residuals over that of independent events, at least 1; a long-run variance
 *     (Bartlett weights) where noise lasts over windows
 * @param excess standard score of the residuals' variance: above 0, windows scatter more than counts explain
 * @param memory standard score of the products of near residuals: above 0, noise lasts longer than a window
 * @param visible the excess that noise of a coefficient of variation of .3 in each version would be expected to show
 */
record Scatter(double dispersion, double excess, double memory, double visible) {
    static final Scatter NONE = new Scatter(1, 0, 0, 0);

    private static final int NEAR = 4;
    private static final int LAGS = 6;
    private static final double LASTING = 1;

    private static final double NO_SIGN = .7;

    /** Weight of the observed variance where nothing lasts; the rest is that of independent events. */
    private static final double TRUST = .7;

    private static final double NOISE = 2 * .3 * .3;
    private static final double SURE = 4.2;
    private static final double MOST = 1.5;
    private static final double MOST_MEMORY = 1.5;

    /** Residuals at {@code early} before window number {@code turn}, at {@code late} from it on. */
    static Scatter of(Arms[] windows, int turn, double early, double late) {
        double[] residuals = new double[windows.length];
        double[] variances = new double[windows.length];
        double expected = 0;
        double fourth = 0;
        for (int k = 0; k < windows.length; k++) {
            double centre = k < turn ? early : late;
            double v = windows[k].variance(centre);
            residuals[k] = windows[k].excess(centre);
            variances[k] = v;
            expected += v;
            fourth += v == 0 ? 0 : 2 * v * v + v * (1 - 6 * v / windows[k].allEvents());
        }
        if (fourth <= 0) {
            return NONE;
        }
        double excess = (lagged(residuals, 0) - expected) / Math.sqrt(fourth);
        double memory = memory(residuals, variances);
        double visible = NOISE * lagged(variances, 0) / Math.sqrt(fourth);
        return new Scatter(dispersion(residuals, expected, memory), excess, memory, visible);
    }

    private static double dispersion(double[] residuals, double expected, double memory) {
        double correction = residuals.length / (residuals.length - 1.0) / expected;
        return memory < LASTING
                ? Math.max(1, 1 - TRUST + TRUST * lagged(residuals, 0) * correction)
                : Math.max(1, longRun(residuals) * correction);
    }

    static double memory(double[] residuals, double[] variances) {
        double sum = 0;
        double variance = 0;
        for (int lag = 1; lag <= NEAR; lag++) {
            sum += lagged(residuals, lag);
            variance += lagged(variances, lag);
        }
        return variance <= 0 ? 0 : sum / Math.sqrt(variance);
    }

    static double longRun(double[] residuals) {
        double own = lagged(residuals, 0);
        double sum = own;
        int lags = Math.min(LAGS, residuals.length / 4);
        for (int lag = 1; lag <= lags; lag++) {
            sum += 2 * (1 - lag / (lags + 1.0)) * lagged(residuals, lag);
        }
        return Math.max(own, sum);
    }

    static double lagged(double[] values, int lag) {
        double sum = 0;
        for (int k = lag; k < values.length; k++) {
            sum += values[k] * values[k - lag];
        }
        return sum;
    }

    /** Dispersion that delays a healthy challenger: 1 without a sign of extra noise. */
    double shown() {
        return excess + memory < NO_SIGN && excess < LASTING ? 1 : dispersion;
    }

    /** Whether noise is both larger and longer-lived than counts explain. */
    boolean clustered(double limit) {
        return memory >= .5 && (excess + memory) / Math.sqrt(2) >= limit;
    }

    /** Whether noise of single instances would have been seen by now, and was not. */
    boolean cleared() {
        return excess < Math.min(MOST, visible - SURE) && memory < MOST_MEMORY;
    }
}
