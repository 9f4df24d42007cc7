package dev.loopkeeper.gcp.emulators;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What {@link GcsFront} does to one request instead of serving it. */
@FunctionalInterface
public interface GcsFault {
    /** What the emulator answered. */
    record Served(int status, byte[] body) {}

    /** Serves the request behind the front; not calling it means that the request never arrived. */
    interface Behind {
        Served serve() throws IOException;
    }

    void meet(HttpExchange exchange, Behind behind) throws IOException;

    /** The request arrives and is carried out; its answer never does. */
    static GcsFault lostAnswer() {
        return (exchange, behind) -> {
            behind.serve();
            exchange.close();
        };
    }

    /** The connection ends before the request has arrived. */
    static GcsFault lostRequest() {
        return (exchange, behind) -> exchange.close();
    }

    /** Turned away, asked to come back after so many seconds. */
    static GcsFault status(int status, int retryAfter) {
        return (exchange, behind) -> {
            exchange.getResponseHeaders().set("Retry-After", Integer.toString(retryAfter));
            answer(exchange, status, "{\"error\":{\"code\":" + status + ",\"message\":\"slow down\"}}");
        };
    }

    /** The request is carried out, and the answer is a failure all the same. */
    static GcsFault failedAfterTheDeed(int status) {
        return (exchange, behind) -> {
            behind.serve();
            answer(exchange, status, "{\"error\":{\"code\":" + status + ",\"message\":\"backend error\"}}");
        };
    }

    /** The body stops after so many bytes. */
    static GcsFault cut(int bytes) {
        return (exchange, behind) -> {
            Served served = behind.serve();
            exchange.sendResponseHeaders(served.status(), served.body().length);
            exchange.getResponseBody().write(served.body(), 0, Math.min(bytes, served.body().length));
            exchange.getResponseBody().flush();
            exchange.close();
        };
    }

    /** The whole body without its length, and then no word that it has ended. */
    static GcsFault wholeButOpenEnded() {
        return (exchange, behind) -> {
            Served served = behind.serve();
            exchange.sendResponseHeaders(served.status(), 0);
            exchange.getResponseBody().write(served.body());
            exchange.getResponseBody().flush();
            throw new IOException("the connection breaks");
        };
    }

    /** The whole body, whatever range was asked for: what is unpacked on the way has none. */
    static GcsFault withoutRange() {
        return (exchange, behind) -> {
            exchange.getRequestHeaders().remove("Range");
            Served served = behind.serve();
            exchange.sendResponseHeaders(served.status(), served.body().length);
            exchange.getResponseBody().write(served.body());
            exchange.close();
        };
    }

    /** A page of something in between. */
    static GcsFault page() {
        return (exchange, behind) -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            answer(exchange, 200, "<html>Please sign in to the network</html>");
        };
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
