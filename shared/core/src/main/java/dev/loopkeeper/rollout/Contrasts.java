package dev.loopkeeper.rollout;

import dev.loopkeeper.config.LoopConfig.JudgedValue;
import dev.loopkeeper.config.LoopConfig.Worse;
import java.util.function.ToDoubleFunction;

/**
 * The difference of the mean values of two versions, window by window, each with its precision.
 *
 * <p>The variance of a single value comes from within the windows of each version, so that a level that moves does not
 * count as noise. The challenger's is taken to be at least the champion's: few skewed values look too much alike.
 */
final class Contrasts {
    private static final int LEAST_FREEDOM = 10;
    private static final double LASTING = 1;

    /** Least deviation of a value as a share of its size: below it lies what sums of squares cannot resolve. */
    private static final double RESOLUTION = 1e-7;

    private final ValueTrail[] windows;
    private final JudgedValue terms;
    private final double challengerVariance;
    private final double championVariance;
    private final double[] precisions;
    private final double information;

    Contrasts(ValueTrail[] windows, JudgedValue terms) {
        this.windows = windows;
        this.terms = terms;
        this.championVariance = Math.max(floor(windows), variance(windows, ValueTrail::baseline));
        this.challengerVariance = Math.max(championVariance, variance(windows, ValueTrail::challenger));
        this.precisions = new double[windows.length];
        double sum = 0;
        for (int k = 0; k < windows.length; k++) {
            // The tolerance is a share of the champion's mean, whose own error it adds to.
            double slope = 1 + terms.tolerance();
            precisions[k] = 1
                    / (challengerVariance / windows[k].challenger().count()
                            + slope
                                    * slope
                                    * championVariance
                                    / windows[k].baseline().count());
            sum += precisions[k];
        }
        this.information = sum;
    }

    private interface Arm {
        Moments of(ValueTrail window);
    }

    private static double variance(ValueTrail[] windows, Arm arm) {
        double scatter = 0;
        long freedom = 0;
        for (ValueTrail w : windows) {
            scatter += arm.of(w).scatter();
            freedom += arm.of(w).count() - 1;
        }
        return freedom < LEAST_FREEDOM ? 0 : scatter / freedom;
    }

    private static double floor(ValueTrail[] windows) {
        double size = 1e-100;
        for (ValueTrail w : windows) {
            size = Math.max(
                    size,
                    Math.max(
                            Math.abs(w.challenger().mean()),
                            Math.abs(w.baseline().mean())));
        }
        return RESOLUTION * RESOLUTION * size * size;
    }

    /** Standard deviation of a single value. */
    double deviation() {
        return Math.sqrt(championVariance);
    }

    /** Challenger minus champion. */
    double difference() {
        return average(w -> w.challenger().mean() - w.baseline().mean());
    }

    /** Mean of the champion. */
    double champion() {
        return average(w -> w.baseline().mean());
    }

    /** How much worse the challenger's mean is than the tolerance allows; below 0 when it is within. */
    double loss() {
        return average(this::loss);
    }

    private double loss(ValueTrail w) {
        double higher = w.challenger().mean() - w.baseline().mean();
        double allowed = terms.tolerance() * Math.abs(w.baseline().mean());
        return (terms.worse() == Worse.HIGHER ? higher : -higher) - allowed;
    }

    private double average(ToDoubleFunction<ValueTrail> of) {
        double sum = 0;
        for (int k = 0; k < windows.length; k++) {
            sum += precisions[k] * of.applyAsDouble(windows[k]);
        }
        return sum / information;
    }

    /**
     * Variance of {@link #loss()} : from the values within the windows, or from how windows scatter around it where
     * that is more; a long-run variance where the scatter lasts over windows.
     */
    double variance() {
        double centre = loss();
        double[] residuals = new double[windows.length];
        for (int k = 0; k < windows.length; k++) {
            residuals[k] = precisions[k] * (loss(windows[k]) - centre);
        }
        boolean lasting = Scatter.memory(residuals, precisions) >= LASTING;
        double own = lasting ? Scatter.longRun(residuals) : Scatter.lagged(residuals, 0);
        // Scatter of few windows is often too small by chance: this makes its inverse right on the mean.
        double correction = windows.length / (windows.length - 3.0);
        return Math.max(1, own * correction / information) / information;
    }

    /** {@link #variance()} over that of independent values, at least 1. */
    double dispersion() {
        return variance() * information;
    }
}
