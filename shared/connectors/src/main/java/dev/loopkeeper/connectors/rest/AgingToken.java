package dev.loopkeeper.connectors.rest;

import dev.loopkeeper.edge.LoopException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * A token with its end. It is renewed five minutes before; while no new one can be had it is used until it is good for
 * a minute only, so that a platform that is away for a moment stops nobody.
 */
public record AgingToken(String value, Instant end) {
    /** Where none was had yet. */
    public static final AgingToken NONE = new AgingToken("", Instant.EPOCH);
    /** How long before its end a new one is asked for. */
    public static final Duration SPARE = Duration.ofMinutes(5);

    private static final Duration LAST = Duration.ofMinutes(1);

    /**
     * This one, or a new one when it is time.
     *
     * @throws LoopException as {@code next} throws it when this one is of no use any more
     */
    public AgingToken renewed(Instant now, Supplier<AgingToken> next) {
        if (now.isBefore(end.minus(SPARE))) {
            return this;
        }
        try {
            return next.get();
        } catch (LoopException e) {
            if (now.isBefore(end.minus(LAST))) {
                return this;
            }
            throw e;
        }
    }

    /** Without the token, which no log may hold. */
    @Override
    public String toString() {
        return "AgingToken[end=" + end + "]";
    }
}
