package dev.loopkeeper.testkit.functions;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** The host's HTTP server, on a free port of the loopback address. */
final class HttpFront implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "functions-host");
        thread.setDaemon(true);
        return thread;
    });

    HttpFront(int port, Function<FrontRequest, FrontAnswer> answers, HostLog log) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> serve(exchange, answers, log));
        server.start();
    }

    private void serve(HttpExchange exchange, Function<FrontRequest, FrontAnswer> answers, HostLog log)
            throws IOException {
        try (exchange) {
            answered(exchange, answers, log).write(exchange);
        }
    }

    private FrontAnswer answered(HttpExchange exchange, Function<FrontRequest, FrontAnswer> answers, HostLog log)
            throws IOException {
        try {
            return answers.apply(FrontRequest.read(exchange, port()));
        } catch (IllegalArgumentException e) {
            return FrontAnswer.of(400);
        } catch (RuntimeException e) {
            log.failed("host", e);
            return FrontAnswer.of(500);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
