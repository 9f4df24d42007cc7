package dev.loopkeeper.bench.judge;

import dev.loopkeeper.rollout.CanaryWindow;
import dev.loopkeeper.rollout.VersionWindow;

/**
 * One minute of a rollout.
 *
 * @param number since the benchmark began
 * @param window its counts, as they are
 * @param lost whether a judge never gets them
 * @param delay minutes until a judge gets them
 * @param quantiles of the latency
 * @param expected errors of the challenger had it the champion's rate
 */
record Minute(int number, CanaryWindow window, boolean lost, int delay, Quantiles quantiles, double expected) {
    /**
     * In milliseconds; NaN where latency is not part of the world. The baseline's is of as many requests as the
     * challenger's.
     */
    record Quantiles(double p99, double p95, double baseP95) {
        static final Quantiles NONE = new Quantiles(Double.NaN, Double.NaN, Double.NaN);
    }

    /** Whether a judge that asks at the end of the minute, once, gets nothing. */
    boolean unheard() {
        return lost || delay > 0;
    }

    VersionWindow challenger() {
        return window.challenger();
    }

    VersionWindow baseline() {
        return window.baseline();
    }

    /** Slow answers of the challenger above those it would have had at the champion's rate. */
    double slowed() {
        return challenger().slow()
                - (double) challenger().requests()
                        * baseline().slow()
                        / Math.max(1, baseline().requests());
    }

    /** Errors of the challenger above those it would have had at the champion's rate. */
    double harmed() {
        return window.challenger().errors() - expected;
    }
}
