package dev.loopkeeper.gcp.queue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A loopback endpoint that Pub/Sub pushes to, as it would to a function. */
final class PushListener implements AutoCloseable {
    private final HttpServer server;
    private final BlockingQueue<byte[]> bodies = new LinkedBlockingQueue<>();

    PushListener() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::take);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/push";
    }

    /** The next delivery, waited for up to 30 seconds. */
    Optional<byte[]> next() throws InterruptedException {
        return Optional.ofNullable(bodies.poll(30, TimeUnit.SECONDS));
    }

    private void take(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
        bodies.add(body);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
