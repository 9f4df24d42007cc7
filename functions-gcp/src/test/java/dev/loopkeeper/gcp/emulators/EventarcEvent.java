package dev.loopkeeper.gcp.emulators;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loopkeeper.edge.Json;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/**
 * The CloudEvent that a function behind Eventarc is sent for a push of Pub/Sub, in binary mode.
 *
 * <p>On Google Cloud the platform rewrites the push on its way to the function. No emulator does, and the Functions
 * Framework for Java answers a bare push with 500 (its issue 375), so tests do it here. Source of the attributes:
 * cloud.google.com/eventarc/docs/event-format.
 *
 * @param attributes by their names without {@code ce-}
 */
public record EventarcEvent(Map<String, String> attributes, byte[] data) {
    public static final String PUBLISHED = "google.cloud.pubsub.topic.v1.messagePublished";
    public static final String FINALIZED = "google.cloud.storage.object.v1.finalized";

    /** What a push subscription without a schema posts; both spellings of the two fields, as the emulator does. */
    public static ObjectNode push(String project, String subscription, JsonNode message) {
        ObjectNode body = Json.mapper().createObjectNode();
        ObjectNode wrapped = body.putObject("message").setAll((ObjectNode) message);
        wrapped.set("message_id", message.path("messageId"));
        wrapped.set("publish_time", message.path("publishTime"));
        return body.put("subscription", "projects/" + project + "/subscriptions/" + subscription);
    }

    /** A message on a topic. */
    public static EventarcEvent published(String project, String topic, JsonNode push) {
        String source = "//pubsub.googleapis.com/projects/" + project + "/topics/" + topic;
        return new EventarcEvent(attributes(push, PUBLISHED, source), Json.write(push));
    }

    /** A notification of Cloud Storage, which Eventarc carries over a topic of its own. */
    public static EventarcEvent finalized(JsonNode push) {
        JsonNode told = push.path("message").path("attributes");
        assertThat(told.path("eventType").asText()).isEqualTo("OBJECT_FINALIZE");
        String bucket = told.path("bucketId").asText();
        Map<String, String> attributes =
                attributes(push, FINALIZED, "//storage.googleapis.com/projects/_/buckets/" + bucket);
        attributes.put("subject", "objects/" + told.path("objectId").asText());
        attributes.put("bucket", bucket);
        byte[] object =
                Base64.getDecoder().decode(push.path("message").path("data").asText());
        return new EventarcEvent(attributes, object);
    }

    private static Map<String, String> attributes(JsonNode push, String type, String source) {
        JsonNode message = push.path("message");
        return new TreeMap<>(Map.of(
                "id",
                message.path("messageId").asText(),
                "specversion",
                "1.0",
                "type",
                type,
                "source",
                source,
                "time",
                message.path("publishTime").asText()));
    }
}
