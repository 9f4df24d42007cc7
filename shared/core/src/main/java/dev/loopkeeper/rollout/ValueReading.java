package dev.loopkeeper.rollout;

import dev.loopkeeper.config.LoopConfig.JudgedValue;

/**
 * What the windows say of the mean value: challenger against champion within each window, then averaged over windows by
 * their precision. Means are never pooled over windows, so a level that moves in both versions while the weights ramp
 * makes no difference.
 *
 * @param ready whether both versions have enough values in enough windows
 * @param difference of the means, challenger minus champion
 * @param champion mean of the champion in the same windows, weighted alike
 * @param reach of the confidence sequence to both sides of the difference
 * @param worse logarithm of the evidence that the mean is worse by more than the tolerance
 * @param safe logarithm of the evidence that it is not
 * @param dispersion variance of the difference over that of independent values, at least 1
 */
record ValueReading(
        boolean ready,
        long count,
        long baseCount,
        double difference,
        double champion,
        double reach,
        double worse,
        double safe,
        double dispersion) {
    static final int LEAST_VALUES = 30;

    /** Fewer do not show how much windows differ from each other. */
    static final int LEAST_WINDOWS = 8;

    /** Values above one a window, without which their variance is unknown. */
    private static final int LEAST_FREEDOM = 10;

    static ValueReading of(ValueTrail trail, JudgedValue terms) {
        ValueTrail[] windows = trail.toArray();
        long count = 0;
        long baseCount = 0;
        for (ValueTrail w : windows) {
            count += w.challenger().count();
            baseCount += w.baseline().count();
        }
        boolean ready = Math.min(count, baseCount) >= LEAST_VALUES
                && windows.length >= LEAST_WINDOWS
                && baseCount - windows.length >= LEAST_FREEDOM;
        return ready ? of(new Contrasts(windows, terms), count, baseCount) : tooFew(count, baseCount);
    }

    private static ValueReading tooFew(long count, long baseCount) {
        double unknown = Double.NaN;
        return new ValueReading(false, count, baseCount, unknown, unknown, unknown, 0, 0, unknown);
    }

    private static ValueReading of(Contrasts contrasts, long count, long baseCount) {
        double loss = contrasts.loss();
        double variance = contrasts.variance();
        double deviation = contrasts.deviation();
        return new ValueReading(
                true,
                count,
                baseCount,
                contrasts.difference(),
                contrasts.champion(),
                MeanTest.reach(variance, deviation, Guard.CONFIDENCE),
                MeanTest.log(loss, variance, deviation),
                MeanTest.log(-loss, variance, deviation),
                contrasts.dispersion());
    }

    boolean fires(Guard guard) {
        return ready && worse >= guard.valueNeeded();
    }

    boolean shownSafe(Step step) {
        return ready && safe >= Guard.safeNeeded(step.last());
    }
}
