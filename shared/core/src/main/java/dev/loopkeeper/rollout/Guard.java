package dev.loopkeeper.rollout;

import dev.loopkeeper.config.LoopConfig.JudgeProfile;

/**
 * The false alarm budget of one rollout and how it is shared; by the union bound all streams and metrics together stay
 * below {@code alpha}.
 *
 * @param alpha chance to roll back a challenger that is no worse
 * @param slow share of slow answers, the rest is for errors; as the streams below share what a metric has
 * @param fast share of the counts against 1.5 times the baseline: outages, in one window
 * @param steady share of the counts against the baseline's own rate, weakened by the measured noise
 * @param robust share of the window bets
 * @param deadline share of the score test that looks hardest at the planned end
 * @param bake share of the bake
 * @param material least rate ratio of errors that steady counts and deadline act on at the planned end; smaller ones
 *     are within the lasting noise of single instances, unless windows show that there is none
 * @param clustered standard score of lasting noise above which deadline and steady counts are dropped
 */
record Guard(
        double alpha,
        double slow,
        double fast,
        double steady,
        double robust,
        double deadline,
        double bake,
        double material,
        double clustered) {
    static final double FLOOR_ALPHA = .001;
    private static final double PROMOTE_BETA = .05;

    /** A step taken wrongly is still judged at the next weight; the promotion is not. */
    private static final double STEP_BETA = .2;

    static final double CONFIDENCE = .95;
    static final int LEAST_WINDOWS = 12;

    /** Share of the deadline's budget spent before the planned end. */
    static final double INTERIM = .05;

    /** Share of a business value where one is guarded; errors and slow answers have the rest. */
    private static final double VALUE = .2;

    private static final double SLOW_MATERIAL = 1.15;
    private static final double CLEARED_MATERIAL = 1.4;
    private static final double EXCUSED_MATERIAL = 2;
    private static final double FORGIVING = 2 * Math.log(10);
    private static final Guard STRICT = new Guard(.01, .2, .06, .6, .03, .24, .05, 1.52, 1.3);
    private static final Guard BALANCED = new Guard(.05, .06, .04, .22, .02, .6, .05, 1.2, 2.3);

    static Guard of(JudgeProfile profile) {
        return profile == JudgeProfile.STRICT ? STRICT : BALANCED;
    }

    /** The same streams on a part of the budget. */
    Guard spending(double share) {
        return share == 1
                ? this
                : new Guard(alpha * share, slow, fast, steady, robust, deadline, bake, material, clustered);
    }

    /** The guard of errors and slow answers. */
    Guard ofCounts(boolean valueGuarded) {
        return valueGuarded ? spending(1 - VALUE) : this;
    }

    /** Logarithm of the evidence for a worse mean that rolls back. */
    double valueNeeded() {
        return -Math.log(alpha * VALUE);
    }

    /** Logarithm of the evidence for safe that the next weight asks for. */
    static double safeNeeded(boolean last) {
        return -Math.log(last ? PROMOTE_BETA : STEP_BETA);
    }

    /** The part errors may spend: all of it where nobody ever had a slow answer. */
    double errorBudget(boolean slowSilent) {
        return slowSilent ? alpha : alpha * (1 - slow);
    }

    /**
     * The part slow answers may spend. Once the challenger fails less than the champion by a quarter of a standard
     * error, it falls a thousandfold for each further one: what is seen to be an improvement is not undone on slight
     * evidence of another kind.
     *
     * @param errorZ standard score of the challenger's errors, above 0 when it fails more
     */
    double slowBudget(double errorZ) {
        return alpha * slow * Math.max(1e-12, Math.exp(FORGIVING * Math.min(0, errorZ)));
    }

    /**
     * Least rate ratio to act on. Lasting noise of an instance averages out as evidence comes in, its logarithm like 1
     * over the root of the progress, so early on only larger ratios count. A ratio within that noise counts only where
     * the noise would have been seen and was not; a turn amid what looks like lasting noise must be a large one. Slow
     * answers are many and differ less from instance to instance.
     */
    double material(Metric metric, Spread spread, double progress) {
        double least = metric == Metric.SLOW ? SLOW_MATERIAL : material;
        if (spread.excused(clustered)) {
            least = EXCUSED_MATERIAL;
        } else if (spread.level().cleared()) {
            least = Math.min(least, CLEARED_MATERIAL);
        }
        return Math.pow(least, 1 / Math.sqrt(progress));
    }
}
