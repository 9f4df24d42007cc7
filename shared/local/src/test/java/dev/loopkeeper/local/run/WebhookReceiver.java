package dev.loopkeeper.local.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.loopkeeper.edge.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Somebody's webhook on loopback: takes what is signed rightly, and keeps it by its id. */
final class WebhookReceiver implements AutoCloseable {
    static final String SECRET = "a secret of the test, long enough";

    private final HttpServer server;
    private final Map<String, JsonNode> received = new ConcurrentHashMap<>();
    private final List<String> faults = new CopyOnWriteArrayList<>();

    WebhookReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        server.createContext("/", this::take);
        server.setExecutor(Executors.newFixedThreadPool(2));
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    /** Deliveries by id; a repeat has the id of the first. */
    Map<String, JsonNode> received() {
        return received;
    }

    /** Signatures and repeats that were wrong. */
    List<String> faults() {
        return faults;
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String id = exchange.getRequestHeaders().getFirst("webhook-id");
            String at = exchange.getRequestHeaders().getFirst("webhook-timestamp");
            boolean signed = ("v1," + hmac(id + "." + at + "." + new String(body, StandardCharsets.UTF_8)))
                    .equals(exchange.getRequestHeaders().getFirst("webhook-signature"));
            JsonNode news = Json.tree(body, "delivery");
            JsonNode first = received.putIfAbsent(id, news);
            if (!signed || !news.path("id").asText().equals(id) || first != null && !first.equals(news)) {
                faults.add(
                        "delivery " + id + (signed ? " differs from the first of its id" : " is not signed rightly"));
            }
            exchange.sendResponseHeaders(signed ? 204 : 401, -1);
        }
    }

    private static String hmac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        ((java.util.concurrent.ExecutorService) server.getExecutor()).shutdownNow();
    }
}
