package dev.loopkeeper.gcp.whole;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.loopkeeper.edge.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Topics in memory for where Google's emulator is not: takes {@code topics.publish} as Pub/Sub does, and no more. */
final class OwnTopics implements Topics {
    private static final Pattern PUBLISH = Pattern.compile("/v1/projects/([a-z0-9-]+)/topics/([a-z-]+):publish");

    private final HttpServer server;
    private final String project;
    private final Set<String> topics;
    private final List<Lease> waiting = new ArrayList<>();
    private int published;

    OwnTopics(String project, List<String> topics) {
        this.project = project;
        this.topics = Set.copyOf(topics);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::take);
        server.start();
    }

    @Override
    public String host() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void publish(String topic, byte[] data, Map<String, String> attributes) {
        add(
                topic,
                Json.mapper()
                        .valueToTree(
                                Map.of("data", Base64.getEncoder().encodeToString(data), "attributes", attributes)));
    }

    private synchronized String add(String topic, ObjectNode message) {
        String id = Integer.toString(++published);
        message.put("messageId", id).put("publishTime", "2026-06-01T12:00:00Z");
        waiting.add(new Lease(topic, id, message));
        return id;
    }

    @Override
    public synchronized List<Lease> pull() {
        List<Lease> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }

    /** It is gone already. */
    @Override
    public void acknowledge(Lease lease) {}

    @Override
    public synchronized void refuse(Lease lease) {
        waiting.add(lease);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            Matcher path = PUBLISH.matcher(exchange.getRequestURI().getPath());
            JsonNode messages = Json.tree(exchange.getRequestBody().readAllBytes(), "publish")
                    .path("messages");
            if (!path.matches() || !path.group(1).equals(project) || !topics.contains(path.group(2))) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            List<String> ids = new ArrayList<>();
            for (JsonNode message : messages) {
                ids.add(add(path.group(2), (ObjectNode) message));
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

    @Override
    public String toString() {
        return "topics in memory";
    }
}
