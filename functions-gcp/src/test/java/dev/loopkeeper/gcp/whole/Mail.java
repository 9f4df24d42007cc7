package dev.loopkeeper.gcp.whole;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.testkit.whole.Letter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Pub/Sub and Eventarc as far as they carry mail: takes {@code topics.publish} as Pub/Sub does, keeps what came in, and
 * wraps it as the CloudEvent that Eventarc posts to a function.
 */
final class Mail implements AutoCloseable {
    static final String MESSAGE = "google.cloud.pubsub.topic.v1.messagePublished";
    static final String FINALIZED = "google.cloud.storage.object.v1.finalized";
    private static final Pattern PUBLISH =
            Pattern.compile("/v1/projects/my-project/topics/loopkeeper-([a-z-]+):publish");

    private final HttpServer server;
    private final List<Letter> waiting = new ArrayList<>();
    private int published;

    Mail() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::take);
        server.start();
    }

    String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Takes all that waits. */
    synchronized List<Letter> collect() {
        List<Letter> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }

    synchronized void send(Letter letter) {
        waiting.add(letter);
    }

    /** A message as a topic delivers it. */
    void publish(StepName step, byte[] data) {
        ObjectNode event = Json.mapper().createObjectNode();
        event.putObject("message")
                .put("data", Base64.getEncoder().encodeToString(data))
                .put("messageId", "1")
                .put("publishTime", "2026-06-01T12:00:00Z");
        event.put("subscription", "projects/my-project/subscriptions/loopkeeper-" + step.text());
        send(new Letter(step, MESSAGE, Json.write(event)));
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            Matcher path = PUBLISH.matcher(exchange.getRequestURI().getPath());
            JsonNode messages = Json.tree(exchange.getRequestBody().readAllBytes(), "publish")
                    .path("messages");
            if (!path.matches() || messages.isEmpty()) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            List<String> ids = new ArrayList<>();
            for (JsonNode message : messages) {
                publish(StepName.of(path.group(1)), message.path("data").binaryValue());
                ids.add(Integer.toString(++published));
            }
            byte[] body = Json.write(Map.of("messageIds", ids));
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
