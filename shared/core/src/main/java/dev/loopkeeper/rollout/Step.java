package dev.loopkeeper.rollout;

import dev.loopkeeper.config.LoopConfig;
import java.time.Duration;
import java.time.Instant;

/**
 * Where a rollout stands in its schedule.
 *
 * <p>Dwell counts usable windows, not the clock alone: time whose data was lost cannot carry a step forward. Configured
 * weights are used for the schedule only, never for a test.
 *
 * @param weight of the newest window
 * @param dwelt warm-up and usable windows of this step
 * @param progress share of the planned information that is in, above 0 and at most 1
 */
record Step(int weight, int nextWeight, Duration dwelt, double progress, boolean minDwell, boolean maxDwell) {
    static Step of(Evidence evidence, LoopConfig.Rollout terms, Instant since, Instant now) {
        int weight = evidence.newest().weight();
        int next = terms.steps().stream()
                .filter(w -> w > weight)
                .min(Integer::compare)
                .orElse(100);
        Duration dwelt = terms.warmUp().plus(terms.window().multipliedBy(evidence.usableInStep()));
        Duration clock = Duration.between(since, now);
        Duration both = clock.compareTo(dwelt) < 0 ? clock : dwelt;
        return new Step(
                weight,
                next,
                both,
                progress(evidence, terms, weight),
                both.compareTo(terms.minDwell()) >= 0,
                both.compareTo(terms.maxDwell()) >= 0);
    }

    private static double progress(Evidence evidence, LoopConfig.Rollout terms, int weight) {
        Evidence.Traffic seen = evidence.traffic();
        if (seen.windows() == 0) {
            return 1e-9;
        }
        double perStep = Math.max(
                1,
                (double) terms.maxDwell().minus(terms.warmUp()).toMillis()
                        / terms.window().toMillis());
        double rest = Math.max(0, perStep - evidence.usableInStep()) * balance(weight);
        for (int later : terms.steps()) {
            rest += later > weight ? perStep * balance(later) : 0;
        }
        double requests = (double) (seen.challenger() + seen.baseline()) / seen.windows();
        return Math.max(1e-9, seen.information() / (seen.information() + rest * requests));
    }

    private static double balance(int weight) {
        return weight / 100.0 * (1 - weight / 100.0);
    }

    boolean last() {
        return nextWeight == 100;
    }

    boolean plannedEnd() {
        return last() && maxDwell;
    }

    /**
     * Rate ratio that must be ruled out before the next weight: share times excess of harm is the same at every step, 2
     * at the promotion to 100 %.
     */
    double unsafeRatio() {
        return 1 + 100.0 / nextWeight;
    }
}
