package dev.loopkeeper.azure.function;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.host.HostJson;

/**
 * An event as Event Grid delivers it, in its own schema or as a CloudEvent 1.0, alone or in an array of one.
 *
 * @param type such as {@code Microsoft.Storage.BlobCreated}
 * @param json the whole event
 */
record GridEvent(String type, JsonNode json) {
    private static final int SHOWN = 80;

    /** @throws LoopException of kind {@code POISON} when it is none, or more than one */
    static GridEvent parse(byte[] body) {
        JsonNode json = HostJson.document(body, "event of Event Grid");
        if (json.isArray()) {
            if (json.size() != 1) {
                throw LoopException.poison("Event Grid sent " + json.size()
                        + " events in one delivery, expected one: switch output batching off for this subscription");
            }
            json = json.get(0);
        }
        String type = json.path(json.has("specversion") ? "type" : "eventType").asText("");
        if (type.isEmpty()) {
            throw LoopException.poison("event of Event Grid has no 'eventType', or as a CloudEvent no 'type'");
        }
        if (json.has("specversion") && !json.get("specversion").asText().equals("1.0")) {
            throw LoopException.poison("event of Event Grid is a CloudEvent of another version than 1.0");
        }
        return new GridEvent(type, json);
    }

    JsonNode data() {
        return json.path("data");
    }

    /** For messages: what is not a letter, a digit, a dot or a hyphen is shown as a question mark. */
    String shownType() {
        return type.substring(0, Math.min(SHOWN, type.length())).replaceAll("[^\\w.-]", "?");
    }
}
