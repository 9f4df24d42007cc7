package dev.loopkeeper.retrain;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A decision of the retrain policy with all that it was made of.
 *
 * @param trigger why a run is, or would have been, started
 * @param rule which rule decided, kebab case: {@code min-rows}, {@code cool-down}, {@code economics}, {@code max-age},
 *     ...
 * @param sentence for a person, with the numbers in it
 * @param numbers every input and intermediate number by name
 * @param price expected price of the run
 * @param waitingCost what keeping the champion until the next batch is expected to cost more than a fresh version
 * @param saved for KEEP: price minus waiting cost, never below zero; else zero
 * @param lookAgain when to ask again if nothing else happens; empty: when new data lands
 */
public record RetrainDecision(
        RetrainAction action,
        Trigger trigger,
        String rule,
        String sentence,
        Map<String, Double> numbers,
        Money price,
        Money waitingCost,
        Money saved,
        Optional<Instant> lookAgain) {}
