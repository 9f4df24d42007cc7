package dev.loopkeeper.local.run;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.host.Caller;
import dev.loopkeeper.host.HttpAnswer;
import dev.loopkeeper.host.HttpCall;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
    private static final int THREADS = 8;
    private static final String SLOWEST = "sun.net.httpserver.maxReqTime";

    /** What answers. */
    interface Routes {
        /** Answers, or is empty when there is nothing at the path. */
        Optional<HttpAnswer> answer(HttpCall request, Caller caller);
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
            HttpAnswer answer = guarded(exchange);
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            answer.headers().forEach(exchange.getResponseHeaders()::set);
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

    private HttpAnswer guarded(HttpExchange exchange) throws IOException {
        byte[] body;
        try (InputStream in = exchange.getRequestBody()) {
            body = in.readNBytes(HttpCall.BODY_LIMIT + 1);
        }
        HttpCall call = new HttpCall(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""),
                exchange.getRequestHeaders(),
                body);
        return HttpAnswer.guarded(call, () -> dispatch(call));
    }

    private HttpAnswer dispatch(HttpCall call) {
        String host = call.header("Host").orElse("").replaceFirst(":\\d+$", "");
        if (open && !host.equals("localhost") && !host.equals("127.0.0.1") && !host.equals("[::1]")) {
            return HttpAnswer.error(
                    421,
                    "wrong-host",
                    "this server answers to localhost only, not to '" + host.replaceAll("[^\\w.:\\[\\]-]", "?") + "'");
        }
        Caller caller = trusted(call)
                ? new Caller.TokenHolder()
                : Caller.stranger("send the token of the home folder: Authorization: Bearer <token>");
        if (!open && caller instanceof Caller.Refused refused) {
            return refused.answer();
        }
        if (call.body().length > HttpCall.BODY_LIMIT) {
            return HttpAnswer.error(413, "too-large", "the body is over 1 MiB");
        }
        return routes.answer(call, caller).orElseGet(() -> HttpAnswer.nothingThere(call));
    }

    private boolean trusted(HttpCall call) {
        String header = call.header("Authorization").orElse("");
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
