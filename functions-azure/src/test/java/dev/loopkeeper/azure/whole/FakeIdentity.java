package dev.loopkeeper.azure.whole;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.loopkeeper.azure.ml.fake.ArmFake;
import dev.loopkeeper.azure.rest.ManagedIdentity;
import dev.loopkeeper.edge.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The endpoint where an app gets the tokens of its identity: one a service, and none without the app's header. */
final class FakeIdentity implements AutoCloseable {
    private static final String HEADER = "header-of-the-app";
    /** For ever, on whatever clock. */
    private static final String END = "4102444800";

    private static final Map<String, String> TOKENS = Map.of(
            ManagedIdentity.MANAGEMENT, ArmFake.TOKEN,
            ManagedIdentity.MACHINE_LEARNING, ArmFake.ML_TOKEN,
            ManagedIdentity.LOGS, "token-for-logs");

    private final HttpServer server;

    FakeIdentity() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/msi/token", this::answer);
        server.start();
    }

    /** What the platform puts into an app's environment. */
    Map<String, String> environment() {
        return Map.of(
                "IDENTITY_ENDPOINT",
                "http://127.0.0.1:" + server.getAddress().getPort() + "/msi/token",
                "IDENTITY_HEADER",
                HEADER);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String query = URLDecoder.decode(exchange.getRequestURI().getRawQuery(), StandardCharsets.UTF_8);
            String token = TOKENS.get(query.replaceFirst(".*resource=([^&]*).*", "$1"));
            boolean known = HEADER.equals(exchange.getRequestHeaders().getFirst("X-IDENTITY-HEADER"));
            if (token == null || !known) {
                exchange.sendResponseHeaders(known ? 400 : 401, -1);
                return;
            }
            byte[] body = Json.write(Map.of("access_token", token, "expires_on", END));
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
