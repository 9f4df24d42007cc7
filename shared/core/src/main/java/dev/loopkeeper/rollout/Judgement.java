package dev.loopkeeper.rollout;

import java.util.Map;

/**
 * What the canary judge says of a step.
 *
 * @param sentence for a person: rate ratio, evidence, counts
 * @param numbers every number behind it by name
 */
public record Judgement(Action action, String sentence, Map<String, Double> numbers) {
    /** The four verdicts of a judge. */
    public enum Action {
        ROLLBACK,
        /** Go on to the next weight. */
        PROMOTE,
        CONTINUE,
        /** No data: neither fail nor advance. */
        HOLD
    }
}
