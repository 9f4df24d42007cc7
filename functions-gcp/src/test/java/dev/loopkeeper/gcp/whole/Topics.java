package dev.loopkeeper.gcp.whole;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** Topics of Pub/Sub, each with the one subscription of its function; a message is leased until it is acknowledged. */
interface Topics extends AutoCloseable {
    /** @param message as Pub/Sub's REST API writes it */
    record Lease(String topic, String ackId, JsonNode message) {
        String messageId() {
            return message.path("messageId").asText();
        }
    }

    /** Where functions publish. */
    String host();

    void publish(String topic, byte[] data, Map<String, String> attributes);

    /** Leases everything that waits. */
    List<Lease> pull();

    void acknowledge(Lease lease);

    /** Gives a message back; the next {@link #pull} has it again. */
    void refuse(Lease lease);

    @Override
    void close();
}
