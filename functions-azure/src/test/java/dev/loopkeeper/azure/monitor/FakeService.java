package dev.loopkeeper.azure.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.loopkeeper.edge.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** A service on loopback that answers 400, with the reason, to whatever it does not know. */
public abstract class FakeService implements AutoCloseable {
    private final HttpServer server;
    /** Given instead of an answer while it is there. */
    final AtomicReference<Failure> failing = new AtomicReference<>();

    record Failure(int status, JsonNode body) {}

    FakeService() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    public final String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The answer; {@link IllegalArgumentException} for a request that the service would refuse. */
    abstract JsonNode answer(HttpExchange exchange) throws IOException;

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            int status = 200;
            JsonNode body;
            try {
                body = answer(exchange);
                if (failing.get() != null) {
                    status = failing.get().status();
                    body = failing.get().body();
                }
            } catch (IllegalArgumentException e) {
                status = 400;
                body = Json.mapper().valueToTree(Map.of("error", Map.of("code", "Bad", "message", e.getMessage())));
            }
            byte[] bytes = Json.write(body);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    static void must(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    @Override
    public final void close() {
        server.stop(0);
    }
}
