package dev.loopkeeper.local.endpoint;

import com.sun.net.httpserver.HttpExchange;
import dev.loopkeeper.edge.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reading and answering one HTTP exchange, with the bounds every route shares. */
public final class Exchanges {
    public static final String VERSION_HEADER = "Loopkeeper-Version";
    static final int MOST_BODY = 1 << 20;

    private Exchanges() {}

    /** The body, refused when it is longer than 1 MiB. */
    static byte[] body(HttpExchange exchange) throws IOException {
        return body(exchange, MOST_BODY);
    }

    /** The body, refused with status 413 when it is longer than {@code most} bytes. */
    public static byte[] body(HttpExchange exchange, int most) throws IOException {
        try (InputStream in = exchange.getRequestBody()) {
            byte[] body = in.readNBytes(most + 1);
            if (body.length > most) {
                throw new HttpProblem(
                        413,
                        "too-large",
                        "the body is longer than " + most + " bytes, the limit: send fewer instances");
            }
            return body;
        }
    }

    /** Refuses every other method with status 405. */
    public static void requireMethod(HttpExchange exchange, String method) {
        if (!exchange.getRequestMethod().equals(method)) {
            exchange.getResponseHeaders().set("Allow", method);
            throw new HttpProblem(
                    405,
                    "method-not-allowed",
                    exchange.getRequestURI().getPath() + " takes " + method + ", not " + exchange.getRequestMethod());
        }
    }

    static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> values = new LinkedHashMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.put(
                        URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return values;
    }

    /** Answers with a record as JSON. */
    public static void json(HttpExchange exchange, int status, Object body) throws IOException {
        send(exchange, status, "application/json", Json.write(body));
    }

    /** Answers with the one form of error. */
    public static void problem(HttpExchange exchange, int status, String code, String message) throws IOException {
        json(exchange, status, Map.of("error", Map.of("code", code, "message", message)));
    }

    static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }
}
