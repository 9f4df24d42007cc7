package dev.loopkeeper.local.run;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The HTTP side of a local loop: status for everybody who can reach it, control for those who hold the token.
 *
 * <p>A request whose {@code Host} is not the address we listen on is refused, so that a page in somebody's browser
 * cannot reach a loopback server under another name.
 */
final class ControlServer implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(ControlServer.class);
    private static final int BODY_LIMIT = 1 << 20;
    private static final int THREADS = 8;
    private static final String SLOWEST = "sun.net.httpserver.maxReqTime";

    /** An answer. */
    record Answer(int status, String type, byte[] body) {
        static final String JSON = "application/json";
        static final String HTML = "text/html; charset=utf-8";

        static Answer json(int status, Object value) {
            return new Answer(status, JSON, Json.write(value));
        }

        static Answer json(byte[] document) {
            return new Answer(200, JSON, document);
        }

        static Answer html(String page) {
            return new Answer(200, HTML, page.getBytes(StandardCharsets.UTF_8));
        }

        static Answer error(int status, String code, String message) {
            return json(status, Map.of("error", Map.of("code", code, "message", message)));
        }
    }

    /** A request that was read whole. */
    record Request(String method, String path, String query, byte[] body, Map<String, List<String>> headers) {
        /** The first value of a query parameter. */
        Optional<String> parameter(String name) {
            return Stream.of(query.split("&"))
                    .filter(p -> p.startsWith(name + "="))
                    .map(p -> URLDecoder.decode(p.substring(name.length() + 1), StandardCharsets.UTF_8))
                    .findFirst();
        }
    }

    /** What answers. */
    interface Routes {
        /** Answers, or is empty when there is nothing at the path. {@code trusted}: the caller holds the token. */
        Optional<Answer> answer(Request request, boolean trusted);
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, r -> {
        Thread thread = new Thread(r, "http");
        thread.setDaemon(true);
        return thread;
    });
    private final Routes routes;
    private final byte[] token;
    private final boolean open;

    /**
     * Listens at once.
     *
     * @param host loopback leaves reading open; on any other address every request needs the token
     * @param port 0: any free one
     */
    ControlServer(String host, int port, String token, Routes routes) {
        this.routes = routes;
        this.token = token.getBytes(StandardCharsets.UTF_8);
        InetSocketAddress address = new InetSocketAddress(host, port);
        this.open = address.getAddress() != null && address.getAddress().isLoopbackAddress();
        if (System.getProperty(SLOWEST) == null) {
            // Read once by the platform's server: a client that dribbles its request must not hold a thread for ever.
            System.setProperty(SLOWEST, "10");
        }
        try {
            this.server = HttpServer.create(address, 64);
        } catch (IOException e) {
            throw LoopException.poison(
                    "cannot listen on " + host + ":" + port + " (" + e.getMessage() + "); choose another with --port",
                    e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) {
        try (exchange) {
            Answer answer = guarded(exchange);
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
            exchange.getResponseHeaders()
                    .set(
                            "Content-Security-Policy",
                            "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; img-src data:; frame-ancestors 'none'");
            boolean headers =
                    answer.body().length == 0 || exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(answer.status(), headers ? -1 : answer.body().length);
            if (!headers) {
                try (OutputStream out = exchange.getResponseBody()) {
                    out.write(answer.body());
                }
            }
        } catch (IOException e) {
            LOG.debug("client went away: {}", e.getMessage());
        }
    }

    private Answer guarded(HttpExchange exchange) throws IOException {
        try {
            return dispatch(exchange);
        } catch (LoopException e) {
            return e.kind() == LoopException.Kind.POISON
                    ? Answer.error(400, "bad-request", e.getMessage())
                    : Answer.error(503, "try-again", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error(
                    "{} {} failed: {}",
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    e.toString(),
                    e);
            return Answer.error(500, "internal", "the request failed; the log says why");
        }
    }

    private Answer dispatch(HttpExchange exchange) throws IOException {
        String host = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host"))
                .orElse("")
                .replaceFirst(":\\d+$", "");
        if (open && !host.equals("localhost") && !host.equals("127.0.0.1") && !host.equals("[::1]")) {
            return Answer.error(
                    421,
                    "wrong-host",
                    "this server answers to localhost only, not to '" + host.replaceAll("[^\\w.:\\[\\]-]", "?") + "'");
        }
        boolean trusted = trusted(exchange);
        if (!open && !trusted) {
            return unauthorized();
        }
        byte[] body;
        try (InputStream in = exchange.getRequestBody()) {
            body = in.readNBytes(BODY_LIMIT + 1);
        }
        if (body.length > BODY_LIMIT) {
            return Answer.error(413, "too-large", "the body is over 1 MiB");
        }
        Request request = new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""),
                body,
                exchange.getRequestHeaders());
        return routes.answer(request, trusted)
                .orElseGet(() -> Answer.error(
                        404, "not-found", "nothing is at " + request.method() + " this path; see /openapi.json"));
    }

    static Answer unauthorized() {
        return Answer.error(401, "unauthorized", "send the token of the home folder: Authorization: Bearer <token>");
    }

    private boolean trusted(HttpExchange exchange) {
        String header = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .orElse("");
        return header.startsWith("Bearer ")
                && MessageDigest.isEqual(
                        header.substring("Bearer ".length()).strip().getBytes(StandardCharsets.UTF_8), token);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
