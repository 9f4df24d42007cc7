package dev.loopkeeper.testkit.store;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

/** A loopback server in front of an emulator: passes requests on and spoils those it was told to. */
public final class FaultyFront implements AutoCloseable {
    private static final Set<String> OWN_HEADERS =
            Set.of("host", "connection", "content-length", "expect", "upgrade", "transfer-encoding");

    /** The server behind. */
    public interface Server {
        Fault.Served send(HttpRequest request) throws IOException;
    }

    /** How requests are passed on: another way makes up for what an emulator forgets. */
    public interface Way {
        Fault.Served pass(HttpRequest request, Server behind) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(FaultyFront::daemon);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String behind;
    private final Way way;
    private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private volatile BiFunction<Integer, Fault, Fault> regular = (number, next) -> next;
    private final List<String> seen = new CopyOnWriteArrayList<>();

    /** @param behind such as {@code http://127.0.0.1:4443} */
    public FaultyFront(String behind) {
        this(behind, (request, server) -> server.send(request));
    }

    public FaultyFront(String behind, Way way) {
        this.behind = behind;
        this.way = way;
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::meet);
        server.setExecutor(threads);
        server.start();
    }

    public String host() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Spoils the next requests, one fault each, in this order. */
    public void spoil(Fault... next) {
        faults.addAll(List.of(next));
    }

    /** Spoils every {@code nth} request from now on. */
    public void spoilEvery(int nth, Fault fault) {
        regular = (number, next) -> number % nth == 0 ? fault : next;
    }

    /** Faults that no request has met yet. */
    public int faultsLeft() {
        return faults.size();
    }

    /** Method, address and range of every request so far, in order of arrival. */
    public List<String> seen() {
        return List.copyOf(seen);
    }

    private void meet(HttpExchange exchange) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        seen.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + (range == null ? "" : " " + range));
        byte[] body = exchange.getRequestBody().readAllBytes();
        Fault fault = regular.apply(count.incrementAndGet(), faults.poll());
        if (fault == null) {
            Fault.Served served = serve(exchange, body);
            exchange.sendResponseHeaders(served.status(), served.body().length == 0 ? -1 : served.body().length);
            exchange.getResponseBody().write(served.body());
            exchange.close();
        } else {
            fault.meet(exchange, () -> serve(exchange, body));
        }
    }

    private Fault.Served serve(HttpExchange exchange, byte[] body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                URI.create(behind + exchange.getRequestURI().toString()));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        request.method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        Fault.Served served = way.pass(request.build(), this::send);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        served.headers().forEach((name, values) -> {
            String known = name.toLowerCase(Locale.ROOT);
            if (!OWN_HEADERS.contains(known) && !known.equals(":status") || head && known.equals("content-length")) {
                values.forEach(value -> exchange.getResponseHeaders().add(name, value));
            }
        });
        return served;
    }

    private Fault.Served send(HttpRequest request) throws IOException {
        try {
            HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return new Fault.Served(answer.statusCode(), answer.headers().map(), answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "faulty-front");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
