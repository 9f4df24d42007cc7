package dev.loopkeeper.connectors.rest;

import java.util.Optional;

/** Where the bearer token of outgoing calls comes from. */
public interface AccessTokens {
    /**
     * A token that is good for a minute at least, empty when calls go without one (emulators).
     *
     * @throws dev.loopkeeper.edge.LoopException of kind {@code TRANSIENT} when none can be had now
     */
    Optional<String> bearer();
}
