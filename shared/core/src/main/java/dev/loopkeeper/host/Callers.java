package dev.loopkeeper.host;

/** Finds out who sends a request that changes something; each host knows its own proof. */
@FunctionalInterface
public interface Callers {
    /**
     * Who it is, or the answer that turns them away.
     *
     * @throws dev.loopkeeper.edge.LoopException of kind {@code TRANSIENT} when the proof cannot be checked now
     */
    Caller of(HttpCall call);
}
