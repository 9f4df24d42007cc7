package dev.loopkeeper.rollout;

/**
 * Stratified score of one metric, and how its windows scatter.
 *
 * <p>Residuals are taken at the Mantel-Haenszel ratio, not at ratio 1, so that a real regression does not count as
 * noise; and at a ratio for each side where one turn for the worse fits clearly better than a level, so that a late
 * onset does not count as lasting noise.
 *
 * @param ratio Mantel-Haenszel rate ratio; NaN without any event, infinite when only the challenger has some
 * @param score sum of the challenger's events above those expected at ratio 1
 * @param variance of the score for independent events
 * @param level scatter around one ratio
 * @param turned scatter around the two ratios of a turn; the same as {@code level} where there is none
 */
record Spread(double ratio, double score, double variance, Scatter level, Scatter turned) {
    private static final int ENOUGH = 8;
    private static final int SIDE = 6;
    private static final double CLEARLY = 8;

    static Spread of(Arms[] windows) {
        double score = 0;
        double variance = 0;
        double up = 0;
        double down = 0;
        for (Arms a : windows) {
            up += a.events() * (1 - a.share());
            down += a.baseEvents() * a.share();
            score += a.excess(1);
            variance += a.variance(1);
        }
        double ratio = up == 0 && down == 0 ? Double.NaN : up / down;
        if (windows.length < ENOUGH) {
            return new Spread(ratio, score, variance, Scatter.NONE, Scatter.NONE);
        }
        double centre = centre(windows, 0, windows.length);
        Scatter level = Scatter.of(windows, 0, centre, centre);
        int turn = turn(windows, centre);
        Scatter turned = turn == 0
                ? level
                : Scatter.of(windows, turn, centre(windows, 0, turn), centre(windows, turn, windows.length));
        return new Spread(ratio, score, variance, level, turned);
    }

    /** Mantel-Haenszel ratio of some windows, kept finite. */
    private static double centre(Arms[] windows, int from, int to) {
        double up = 0;
        double down = 0;
        for (int k = from; k < to; k++) {
            up += windows[k].events() * (1 - windows[k].share());
            down += windows[k].baseEvents() * windows[k].share();
        }
        return Math.max(.05, Math.min(20, (up + .5) / (down + .5)));
    }

    /** The window from which on the challenger does worse, by least squares; 0 where no turn is clear. */
    private static int turn(Arms[] windows, double centre) {
        double score = 0;
        double variance = 0;
        for (Arms a : windows) {
            score += a.excess(centre);
            variance += a.variance(centre);
        }
        int turn = 0;
        double most = CLEARLY;
        double early = 0;
        double known = 0;
        for (int k = 1; k <= windows.length - SIDE; k++) {
            early += windows[k - 1].excess(centre);
            known += windows[k - 1].variance(centre);
            double gain = k < SIDE ? 0 : gain(early, known, score - early, variance - known);
            if (gain > most) {
                most = gain;
                turn = k;
            }
        }
        return turn;
    }

    private static double gain(double early, double earlyVariance, double late, double lateVariance) {
        boolean worse = earlyVariance > 0 && lateVariance > 0 && late / lateVariance > early / earlyVariance;
        return worse ? early * early / earlyVariance + late * late / lateVariance : 0;
    }

    double dispersion() {
        return turned.dispersion();
    }

    double memory() {
        return turned.memory();
    }

    /** How far the score lies above zero, in standard errors. */
    double z() {
        return variance == 0 ? 0 : score / Math.sqrt(variance * dispersion());
    }

    boolean clustered(double limit) {
        return turned.clustered(limit);
    }

    /** Whether only a turn tells a regression from lasting noise. */
    boolean excused(double limit) {
        return level.clustered(limit) && !turned.clustered(limit);
    }
}
