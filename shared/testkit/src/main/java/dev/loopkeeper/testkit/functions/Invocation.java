package dev.loopkeeper.testkit.functions;

import java.util.Map;

/**
 * What a trigger hands to a function.
 *
 * @param payload a text, or an {@link IncomingRequest}
 * @param metadata what {@code @BindingName} finds
 * @param trace a {@code traceparent} that came with it, or an empty text
 * @param attempt 0 at first
 */
record Invocation(Object payload, Map<String, Object> metadata, String trace, int attempt, int mostRetries) {
    static Invocation of(Object payload, Map<String, Object> metadata) {
        return new Invocation(payload, metadata, "", 0, 0);
    }

    Invocation traced(String parent) {
        return new Invocation(payload, metadata, parent, attempt, mostRetries);
    }

    Invocation attempt(int number, int most) {
        return new Invocation(payload, metadata, trace, number, most);
    }
}
