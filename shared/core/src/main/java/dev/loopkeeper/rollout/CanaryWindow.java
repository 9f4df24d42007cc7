package dev.loopkeeper.rollout;

import java.time.Instant;

/**
 * One window of a rollout's ledger: what the judge sees, nothing but counts.
 *
 * @param start inclusive; with the rollout's epoch the window's identity
 * @param weight configured weight of the challenger, for the record only
 * @param challenger counts of the challenger
 * @param baseline counts of the champion in the same window
 */
public record CanaryWindow(Instant start, int weight, VersionWindow challenger, VersionWindow baseline) {
    /** Whether the judge can use it. */
    public boolean missing() {
        return challenger.missing() || baseline.missing();
    }
}
