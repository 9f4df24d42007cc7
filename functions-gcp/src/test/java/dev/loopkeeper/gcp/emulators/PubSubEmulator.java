package dev.loopkeeper.gcp.emulators;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loopkeeper.connectors.rest.RestAnswer;
import dev.loopkeeper.connectors.rest.RestCall;
import dev.loopkeeper.edge.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Google's own Pub/Sub emulator, started once for all tests of a JVM; tests keep apart by projects of their own. */
public final class PubSubEmulator {
    private final EmulatorProcess process;

    private PubSubEmulator(Path jar) {
        process = EmulatorProcess.start(port -> List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-jar",
                jar.toString(),
                "--host=127.0.0.1",
                "--port=" + port));
    }

    private static final class Shared {
        private static final PubSubEmulator ONE = new PubSubEmulator(Installed.pubSubJar());
    }

    /** The one of this JVM; skips the calling test when the emulator is not installed. */
    public static PubSubEmulator shared() {
        Installed.pubSubJar();
        return Shared.ONE;
    }

    public String host() {
        return process.host();
    }

    public void createTopic(String project, String topic) {
        put("projects/" + project + "/topics/" + topic, Json.mapper().createObjectNode());
    }

    /** Messages wait until they are pulled. */
    public void subscribe(String project, String topic, String subscription) {
        put(name(project, subscription), subscription(project, topic));
    }

    /** Messages are posted to {@code endpoint} as they come. */
    public void subscribe(String project, String topic, String subscription, String endpoint) {
        ObjectNode body = subscription(project, topic);
        body.putObject("pushConfig").put("pushEndpoint", endpoint);
        put(name(project, subscription), body);
    }

    /** Takes and acknowledges what waits now, each as Pub/Sub's REST API writes a message. */
    public List<JsonNode> pull(String project, String subscription) {
        List<JsonNode> messages = new ArrayList<>();
        ArrayNode acks = Json.mapper().createArrayNode();
        ObjectNode ask =
                Json.mapper().createObjectNode().put("maxMessages", 100).put("returnImmediately", true);
        for (JsonNode received : post(project, subscription, "pull", ask).path("receivedMessages")) {
            messages.add(received.path("message"));
            acks.add(received.path("ackId"));
        }
        if (!acks.isEmpty()) {
            post(
                    project,
                    subscription,
                    "acknowledge",
                    Json.mapper().createObjectNode().set("ackIds", acks));
        }
        return messages;
    }

    private JsonNode post(String project, String subscription, String verb, JsonNode body) {
        String uri = host() + "/v1/" + name(project, subscription) + ":" + verb;
        return good(FakeGcs.rest().call(RestCall.json("POST", uri, body), subscription))
                .json(subscription);
    }

    private void put(String name, JsonNode body) {
        good(FakeGcs.rest().call(RestCall.json("PUT", host() + "/v1/" + name, body), name));
    }

    private static RestAnswer good(RestAnswer answer) {
        assertThat(answer.status()).as(answer.reason()).isEqualTo(200);
        return answer;
    }

    private static String name(String project, String subscription) {
        return "projects/" + project + "/subscriptions/" + subscription;
    }

    private static ObjectNode subscription(String project, String topic) {
        return Json.mapper().createObjectNode().put("topic", "projects/" + project + "/topics/" + topic);
    }
}
