package dev.loopkeeper.gcp.emulators;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loopkeeper.connectors.rest.RestAnswer;
import dev.loopkeeper.connectors.rest.RestCall;
import dev.loopkeeper.edge.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.opentest4j.TestAbortedException;

/**
 * Google's own Pub/Sub emulator, started once for all tests of a JVM; tests keep apart by projects of their own.
 *
 * <p>It differs from the service, in version 0.8.20: it takes messages and attributes over the service's limits, asks
 * for no token and no role, pushes at most two messages of a subscription at a time and looks for new ones every 100
 * ms, and pushes again a second after a refusal.
 */
public final class PubSubEmulator {
    /** The longest that the service allows, in seconds. */
    private static final int LEASE = 600;

    private static final int MOST = 100;

    private final EmulatorProcess process;

    private PubSubEmulator(Path jar) {
        process = EmulatorProcess.start(port -> List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                jar.toString(),
                "--host=127.0.0.1",
                "--port=" + port));
    }

    /**
     * A message that is leased to whoever pulled it.
     *
     * @param attempt the how many-th delivery it is; 0 where a subscription has no dead-letter topic and does not count
     * @param message as Pub/Sub's REST API writes it
     */
    public record Received(String ackId, int attempt, JsonNode message) {}

    private static final class Shared {
        private static final PubSubEmulator ONE = new PubSubEmulator(Installed.pubSubJar());
    }

    /** The one of this JVM; skips the calling test when the emulator is not installed. */
    public static PubSubEmulator shared() {
        Installed.pubSubJar();
        return Shared.ONE;
    }

    /** The one of this JVM, for what can do without; says so in one line when the emulator is not installed. */
    public static Optional<PubSubEmulator> ifInstalled() {
        try {
            return Optional.of(shared());
        } catch (TestAbortedException e) {
            return Optional.empty();
        }
    }

    public String host() {
        return process.host();
    }

    public void createTopic(String project, String topic) {
        put(topicName(project, topic), Json.mapper().createObjectNode());
    }

    /** Messages wait until they are pulled. */
    public void subscribe(String project, String topic, String subscription) {
        subscribe(project, topic, subscription, Map.of());
    }

    /** @param settings further fields of the subscription, as Pub/Sub's REST API names them */
    public void subscribe(String project, String topic, String subscription, Map<String, ?> settings) {
        ObjectNode body = Json.mapper()
                .createObjectNode()
                .put("topic", topicName(project, topic))
                .put("ackDeadlineSeconds", LEASE);
        body.setAll((ObjectNode) Json.mapper().valueToTree(settings));
        put(name(project, subscription), body);
    }

    /** The setting by which messages are posted to an address as they come. */
    public static Map<String, ?> pushedTo(String endpoint) {
        return Map.of("pushConfig", Map.of("pushEndpoint", endpoint));
    }

    /** The setting by which a message goes to another topic once it was refused so many times. */
    public static Map<String, ?> deadLetters(String project, String topic, int attempts) {
        return Map.of(
                "deadLetterPolicy",
                Map.of("deadLetterTopic", topicName(project, topic), "maxDeliveryAttempts", attempts));
    }

    /** Publishes as any client would. */
    public void publish(String project, String topic, byte[] data, Map<String, String> attributes) {
        Map<String, ?> message = Map.of("data", Base64.getEncoder().encodeToString(data), "attributes", attributes);
        post(topicName(project, topic), "publish", Map.of("messages", List.of(message)));
    }

    /** Leases what waits now. */
    public List<Received> receive(String project, String subscription) {
        List<Received> all = new ArrayList<>();
        int before;
        do {
            before = all.size();
            JsonNode answer =
                    post(name(project, subscription), "pull", Map.of("maxMessages", MOST, "returnImmediately", true));
            for (JsonNode one : answer.path("receivedMessages")) {
                all.add(new Received(
                        one.path("ackId").asText(), one.path("deliveryAttempt").asInt(), one.path("message")));
            }
        } while (all.size() - before == MOST);
        return all;
    }

    public void acknowledge(String project, String subscription, List<String> ackIds) {
        post(name(project, subscription), "acknowledge", Map.of("ackIds", ackIds));
    }

    /** Ends a lease early: the message is delivered again. */
    public void refuse(String project, String subscription, List<String> ackIds) {
        post(name(project, subscription), "modifyAckDeadline", Map.of("ackIds", ackIds, "ackDeadlineSeconds", 0));
    }

    /** Takes and acknowledges what waits now, each as Pub/Sub's REST API writes a message. */
    public List<JsonNode> pull(String project, String subscription) {
        List<Received> received = receive(project, subscription);
        if (!received.isEmpty()) {
            acknowledge(
                    project,
                    subscription,
                    received.stream().map(Received::ackId).toList());
        }
        return received.stream().map(Received::message).toList();
    }

    private JsonNode post(String name, String verb, Map<String, ?> body) {
        String uri = host() + "/v1/" + name + ":" + verb;
        RestCall call = RestCall.json("POST", uri, Json.mapper().valueToTree(body));
        return good(FakeGcs.rest().call(call, name)).json(name);
    }

    private void put(String name, JsonNode body) {
        good(FakeGcs.rest().call(RestCall.json("PUT", host() + "/v1/" + name, body), name));
    }

    private static RestAnswer good(RestAnswer answer) {
        assertThat(answer.status()).as(answer.reason()).isEqualTo(200);
        return answer;
    }

    private static String topicName(String project, String topic) {
        return "projects/" + project + "/topics/" + topic;
    }

    private static String name(String project, String subscription) {
        return "projects/" + project + "/subscriptions/" + subscription;
    }
}
