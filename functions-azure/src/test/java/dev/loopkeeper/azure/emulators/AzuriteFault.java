package dev.loopkeeper.azure.emulators;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What {@link AzuriteFront} does to one request instead of serving it. */
@FunctionalInterface
public interface AzuriteFault {
    /** What the emulator answered. */
    record Served(int status, byte[] body) {}

    /** Serves the request behind the front; not calling it means that the request never arrived. */
    interface Behind {
        Served serve() throws IOException;
    }

    void meet(HttpExchange exchange, Behind behind) throws IOException;

    /** The request arrives and is carried out; its answer never does. */
    static AzuriteFault lostAnswer() {
        return (exchange, behind) -> {
            behind.serve();
            exchange.close();
        };
    }

    /** The connection ends before the request has arrived. */
    static AzuriteFault lostRequest() {
        return (exchange, behind) -> exchange.close();
    }

    /** Turned away with one of the service's codes, asked to come back after so many seconds. */
    static AzuriteFault status(int status, String code, int retryAfter) {
        return (exchange, behind) -> {
            exchange.getResponseHeaders().set("Retry-After", Integer.toString(retryAfter));
            exchange.getResponseHeaders().set("x-ms-error-code", code);
            answer(exchange, status, "<Error><Code>" + code + "</Code></Error>");
        };
    }

    /** The request is carried out, and the answer is a failure all the same. */
    static AzuriteFault failedAfterTheDeed(int status) {
        return (exchange, behind) -> {
            behind.serve();
            answer(exchange, status, "<Error><Code>OperationTimedOut</Code></Error>");
        };
    }

    /** The body stops after so many bytes. */
    static AzuriteFault cut(int bytes) {
        return (exchange, behind) -> {
            Served served = behind.serve();
            exchange.sendResponseHeaders(served.status(), served.body().length);
            exchange.getResponseBody().write(served.body(), 0, Math.min(bytes, served.body().length));
            exchange.getResponseBody().flush();
            exchange.close();
        };
    }

    /** A page of something in between. */
    static AzuriteFault page(int status) {
        return (exchange, behind) -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            answer(exchange, status, "<html>Please sign in to the network</html>");
        };
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }
}
