package dev.loopkeeper.bench.judge;

/**
 * How one rollout ended.
 *
 * @param end {@code STAY} when it had not ended by the horizon
 * @param minute since its challenger came
 * @param harmed requests that failed or were slow and would not have been with the champion
 * @param blind whether it advanced on a minute that was unknown, or rolled back on one that brought no news at all
 */
record Outcome(CanaryRule.Move end, int minute, double harmed, boolean blind) {}
