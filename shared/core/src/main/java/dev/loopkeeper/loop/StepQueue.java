package dev.loopkeeper.loop;

import java.time.Instant;

/**
 * Carries hints to look at a model. A lost, doubled, late or reordered hint changes nothing: sweep finds what is due.
 */
public interface StepQueue {
    /** Asks that {@code step} look at {@code model}, not before the given time. */
    void send(StepName step, String model, Instant notBefore);
}
