package dev.loopkeeper.rollout;

/**
 * Everything folded so far for one metric.
 *
 * @param fastPeak highest logarithm the fast stream ever reached: once enough stays enough
 * @param robustPeak same of the robust stream
 */
record MetricEvidence(
        Metric metric,
        CountTest fast,
        CountTest steady,
        BettingTest robust,
        SafetyTest safety,
        double fastPeak,
        double robustPeak,
        Trail trail,
        Counts counts) {

    /** Pooled counts, for people and for the bake. */
    record Counts(long events, long baseEvents) {}

    static MetricEvidence start(Metric metric) {
        return new MetricEvidence(
                metric,
                CountTest.against(1.5, 1.2, 12),
                CountTest.against(1, 1.5, 5),
                BettingTest.start(),
                SafetyTest.start(),
                0,
                0,
                Trail.EMPTY,
                new Counts(0, 0));
    }

    MetricEvidence plus(CanaryWindow window) {
        VersionWindow c = window.challenger();
        VersionWindow b = window.baseline();
        Arms arms = new Arms(metric.events(c), c.requests(), metric.events(b), b.requests());
        CountTest nextFast = fast.plus(arms);
        BettingTest nextRobust = robust.plus(arms);
        return new MetricEvidence(
                metric,
                nextFast,
                steady.plus(arms),
                nextRobust,
                safety.plus(arms),
                Math.max(fastPeak, nextFast.log(1)),
                Math.max(robustPeak, nextRobust.log()),
                trail.plus(arms),
                new Counts(counts.events + arms.events(), counts.baseEvents + arms.baseEvents()));
    }

    boolean silent() {
        return counts.events + counts.baseEvents == 0;
    }
}
