package dev.loopkeeper.azure.whole;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.loopkeeper.azure.emulators.Azurite;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.testkit.whole.Letter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Event Grid and the queues as far as they keep mail: takes {@code Put Message} as a queue does and shows it once its
 * visibility timeout is over on the story's clock, which no queue can follow. The postman puts it into the real queue.
 */
final class Mail implements AutoCloseable {
    static final String EVENT = "event";
    static final String TIMER = "timer";
    static final String MESSAGE = "message";

    private static final Pattern PUT = Pattern.compile("/" + Azurite.DEVELOPMENT.account()
            + "/loopkeeper-([a-z-]+)/messages\\?visibilitytimeout=([0-9]+)&messagettl=[0-9]+");
    private static final Pattern BODY =
            Pattern.compile("<QueueMessage><MessageText>([A-Za-z0-9+/=]+)</MessageText></QueueMessage>");

    private record Waiting(Letter letter, Instant from) {}

    private final HttpServer server;
    private final InstantSource time;
    private final List<Waiting> waiting = new ArrayList<>();

    Mail(InstantSource time) {
        this.time = time;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::take);
        server.start();
    }

    /** The development account's queues. */
    String queues() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + Azurite.DEVELOPMENT.account();
    }

    /** Takes all that can be seen by now. */
    synchronized List<Letter> collect() {
        Instant now = time.instant();
        List<Letter> due = waiting.stream()
                .filter(w -> !w.from().isAfter(now))
                .map(Waiting::letter)
                .toList();
        waiting.removeIf(w -> !w.from().isAfter(now));
        return due;
    }

    void send(Letter letter) {
        send(letter, Duration.ZERO);
    }

    private synchronized void send(Letter letter, Duration invisible) {
        waiting.add(new Waiting(letter, time.instant().plus(invisible)));
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            Matcher put = PUT.matcher(exchange.getRequestURI().toString());
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII);
            Matcher message = BODY.matcher(body);
            boolean proven = exchange.getRequestHeaders().containsKey("Authorization");
            if (!exchange.getRequestMethod().equals("POST") || !put.matches() || !message.matches() || !proven) {
                exchange.sendResponseHeaders(400, -1);
                return;
            }
            byte[] text = Base64.getDecoder().decode(message.group(1));
            send(
                    new Letter(StepName.of(put.group(1)), MESSAGE, text),
                    Duration.ofSeconds(Long.parseLong(put.group(2))));
            exchange.sendResponseHeaders(201, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
