package dev.loopkeeper.host;

/**
 * Finds out who sends a request that changes something; each host knows its own proof.
 *
 * <p>It bears no annotation: what has one and is a bean has Micronaut start its conversions at every cold start.
 */
public interface Callers {
    /**
     * Who it is, or the answer that turns them away.
     *
     * @throws dev.loopkeeper.edge.LoopException of kind {@code TRANSIENT} when the proof cannot be checked now
     */
    Caller of(HttpCall call);
}
