package dev.loopkeeper.testkit.functions;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What the host answers. */
record FrontAnswer(int status, Map<String, String> headers, byte[] body) {
    static FrontAnswer of(int status) {
        return new FrontAnswer(status, Map.of(), new byte[0]);
    }

    static FrontAnswer of(int status, String type, String text) {
        return new FrontAnswer(status, Map.of("Content-Type", type), text.getBytes(StandardCharsets.UTF_8));
    }

    /** What an HTTP function returned. */
    static FrontAnswer of(Object result) {
        if (result instanceof OutgoingReply reply) {
            return new FrontAnswer(reply.getStatusCode(), reply.headers(), reply.bytes());
        }
        return result == null ? of(204) : of(200, "text/plain; charset=utf-8", result.toString());
    }

    void write(HttpExchange exchange) throws IOException {
        headers.forEach(exchange.getResponseHeaders()::set);
        boolean empty = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, empty ? -1 : body.length);
        if (!empty) {
            exchange.getResponseBody().write(body);
        }
    }
}
