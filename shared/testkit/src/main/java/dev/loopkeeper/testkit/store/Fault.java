package dev.loopkeeper.testkit.store;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What {@link FaultyFront} does to one request instead of serving it. */
@FunctionalInterface
public interface Fault {
    /** What the server behind answered. */
    record Served(int status, Map<String, List<String>> headers, byte[] body) {}

    /** Serves the request behind the front; not calling it means that the request never arrived. */
    interface Behind {
        Served serve() throws IOException;
    }

    void meet(HttpExchange exchange, Behind behind) throws IOException;

    /** The request arrives and is carried out; its answer never does. */
    static Fault lostAnswer() {
        return (exchange, behind) -> {
            behind.serve();
            exchange.close();
        };
    }

    /** The connection ends before the request has arrived. */
    static Fault lostRequest() {
        return (exchange, behind) -> exchange.close();
    }

    /** The request is not carried out, and this is the answer. */
    static Fault answer(int status, String text) {
        return (exchange, behind) -> {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(status, head ? -1 : body.length);
            if (!head) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        };
    }

    /** A page of something in between. */
    static Fault page(int status) {
        return answer(status, "<html>Please sign in to the network</html>").with("Content-Type", "text/html");
    }

    /** The body stops after so many bytes. */
    static Fault cut(int bytes) {
        return (exchange, behind) -> {
            Served served = behind.serve();
            exchange.sendResponseHeaders(served.status(), served.body().length);
            exchange.getResponseBody().write(served.body(), 0, Math.min(bytes, served.body().length));
            exchange.getResponseBody().flush();
            exchange.close();
        };
    }

    /** The whole body without its length, and then no word that it has ended. */
    static Fault wholeButOpenEnded() {
        return (exchange, behind) -> {
            Served served = behind.serve();
            exchange.sendResponseHeaders(served.status(), 0);
            exchange.getResponseBody().write(served.body());
            exchange.getResponseBody().flush();
            throw new IOException("the connection breaks");
        };
    }

    /** The whole body, whatever range was asked for: what is unpacked on the way has none. */
    static Fault withoutRange() {
        return (exchange, behind) -> {
            exchange.getRequestHeaders().remove("Range");
            cut(Integer.MAX_VALUE).meet(exchange, behind);
        };
    }

    /** The same with a header. */
    default Fault with(String header, String value) {
        return (exchange, behind) -> {
            exchange.getResponseHeaders().set(header, value);
            meet(exchange, behind);
        };
    }

    /** The request is carried out, and the answer is this fault's all the same. */
    default Fault afterTheDeed() {
        return (exchange, behind) -> {
            behind.serve();
            meet(exchange, behind);
        };
    }
}
