package dev.loopkeeper.testkit.functions;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/**
 * How often a failed invocation is tried again, and after which wait. Of our triggers the host does this for timers
 * alone: queues and Event Grid have their own way, and HTTP has none.
 *
 * @param most tries after the first
 */
record Retry(int most, Duration pause) {
    static final Retry NONE = new Retry(0, Duration.ZERO);

    static Retry of(JsonNode function) {
        JsonNode retry = function.path("retry");
        if (retry.isMissingNode()) {
            return NONE;
        }
        String pause = retry.path("strategy").asText().equalsIgnoreCase("fixedDelay")
                ? retry.path("delayInterval").asText()
                : retry.path("minimumInterval").asText();
        return new Retry(retry.path("maxRetryCount").asInt(), HostFile.span(pause));
    }
}
