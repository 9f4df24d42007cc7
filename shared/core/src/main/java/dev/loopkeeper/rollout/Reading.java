package dev.loopkeeper.rollout;

import java.util.Optional;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The streams of one metric at one moment; evidence as natural logarithms.
 *
 * @param budget false alarms this metric may cause
 * @param steady NaN while dropped: too few windows, or lasting noise
 * @param zLimit what z must reach; infinite while the deadline stream is dropped
 * @param material least rate ratio that steady counts and the deadline stream act on
 * @param safe evidence that the rate ratio is below the step's unsafe ratio
 * @param fired name of the stream that says roll back
 */
record Reading(
        MetricEvidence of,
        Spread spread,
        double budget,
        double steady,
        double zLimit,
        double material,
        double safe,
        Optional<String> fired) {
    static Reading of(MetricEvidence evidence, Step step, Guard guard, double budget) {
        Arms[] windows = evidence.trail().toArray();
        Spread spread = Spread.of(windows);
        boolean dropped = windows.length < Guard.LEAST_WINDOWS || spread.clustered(guard.clustered());
        double steady = dropped ? Double.NaN : evidence.steady().log(spread.dispersion());
        double zLimit = dropped ? Double.POSITIVE_INFINITY : zLimit(step, budget * guard.deadline());
        double safe = evidence.safety()
                .log(windows, step.unsafeRatio(), spread.level().shown());
        double material = guard.material(evidence.metric(), spread, step.progress());
        Reading open = new Reading(evidence, spread, budget, steady, zLimit, material, safe, Optional.empty());
        return open.fired(Optional.ofNullable(open.loudest(guard)));
    }

    private Reading fired(Optional<String> stream) {
        return new Reading(of, spread, budget, steady, zLimit, material, safe, stream);
    }

    private String loudest(Guard guard) {
        if (of.fastPeak() >= needed(guard.fast())) {
            return "fast counts";
        }
        if (steady >= needed(guard.steady()) && spread.ratio() >= material) {
            return "steady counts";
        }
        if (of.robustPeak() >= needed(guard.robust())) {
            return "window bets";
        }
        boolean large = spread.ratio() >= material * Math.sqrt(spread.dispersion());
        return large && spread.z() >= zLimit ? "deadline test" : null;
    }

    /** Logarithm of the evidence a stream with this share of the budget must reach. */
    double needed(double share) {
        return -Math.log(budget * share);
    }

    /**
     * Group-sequential limit: a small part of the budget on the O'Brien-Fleming boundary of Lan and DeMets (reflection
     * of Brownian motion), the rest on one look at the planned end.
     */
    private static double zLimit(Step step, double alpha) {
        NormalDistribution normal = NormalDistribution.of(0, 1);
        double interim = normal.inverseSurvivalProbability(alpha * Guard.INTERIM / 2) / Math.sqrt(step.progress());
        return step.plannedEnd() ? normal.inverseSurvivalProbability(alpha * (1 - Guard.INTERIM)) : interim;
    }
}
