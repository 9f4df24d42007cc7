package dev.loopkeeper.gcp.function;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.host.HostJson;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A message of Pub/Sub as a push or an event carries it: {@code {"message": {"data": <base64>, ...}}}.
 *
 * <p>Its id is spelled {@code messageId} or {@code message_id} and is not needed: what a message asks for can be done
 * twice.
 */
record PubSubMessage(byte[] data) {
    private static final int SHOWN = 512;

    /** Whether a body looks like a push, without reading all of it. */
    static boolean pushed(byte[] body) {
        String start = new String(body, 0, Math.min(SHOWN, body.length), StandardCharsets.UTF_8);
        return start.matches("(?s)\\s*\\{\\s*\"(message|subscription|deliveryAttempt)\"\\s*:.*");
    }

    /** @throws LoopException of kind {@code POISON} when it is none */
    static PubSubMessage parse(byte[] body) {
        JsonNode message = HostJson.tree(body, "Pub/Sub message").path("message");
        JsonNode data = message.path("data");
        if (!message.isObject() || !(data.isTextual() || data.isMissingNode())) {
            throw LoopException.poison("Pub/Sub message must have an object 'message' with 'data' in base64");
        }
        try {
            return new PubSubMessage(Base64.getDecoder().decode(data.asText("")));
        } catch (IllegalArgumentException e) {
            throw LoopException.poison("data of the Pub/Sub message is not base64", e);
        }
    }
}
