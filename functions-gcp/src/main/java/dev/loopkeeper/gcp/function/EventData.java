package dev.loopkeeper.gcp.function;

import dev.loopkeeper.edge.LoopException;
import io.cloudevents.CloudEvent;

/** What an event carries, in binary mode as bytes and in structured mode as JSON. */
final class EventData {
    private static final int SHOWN = 80;

    private EventData() {}

    static byte[] of(CloudEvent event) {
        return event.getData() == null ? new byte[0] : event.getData().toBytes();
    }

    /** @throws LoopException of kind {@code POISON} when the event is of another type */
    static void require(CloudEvent event, String type) {
        String given = event.getType();
        if (!type.equals(given)) {
            String shown = given.substring(0, Math.min(SHOWN, given.length())).replaceAll("[^\\w.-]", "?");
            throw LoopException.poison("event is of type '" + shown + "', expected " + type);
        }
    }
}
