package dev.loopkeeper.local.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loopkeeper.edge.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * The traffic: departure boards that ask for ten flights at a time, once each under the flight's id, and a crowd of
 * people who ask again about a flight of the week.
 *
 * <p>They talk to the endpoint's own port over kept connections and know nothing of versions.
 */
final class Passengers implements AutoCloseable {
    private static final int BOARD = 10;
    private static final int THREADS = 4;
    private static final int CROWD = 4;
    private static final long THOUGHT_NANOS = 3_000_000L;
    private final ExecutorService boards = Executors.newFixedThreadPool(THREADS, Passengers::daemon);
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI endpoint;
    private final LongAdder answered = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final AtomicInteger waiting = new AtomicInteger();
    private int boarding;
    private volatile String lastFailure = "";
    private volatile List<byte[]> questions = List.of();
    private volatile boolean closed;

    Passengers(int port, String model) {
        this.endpoint = URI.create("http://127.0.0.1:" + port + "/endpoints/" + model + ":predict");
        for (int i = 0; i < CROWD; i++) {
            daemon(this::wander).start();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "passenger");
        thread.setDaemon(true);
        return thread;
    }

    /** Begins to ask for every flight of a week once; asked again for the same week it does nothing. */
    void board(Week week) {
        if (week.number() != boarding) {
            boarding = week.number();
            for (int i = 0; i < week.flights().size(); i += BOARD) {
                byte[] body = body(
                        week.flights()
                                .subList(i, Math.min(i + BOARD, week.flights().size())),
                        true);
                waiting.incrementAndGet();
                boards.execute(() -> {
                    ask(body);
                    waiting.decrementAndGet();
                });
            }
        }
    }

    /** Whether every flight of that week was asked for. */
    boolean boarded() {
        return waiting.get() == 0;
    }

    /** From now on a crowd asks about flights of this week, each of them as often as it likes. */
    void gather(Week week) {
        questions = week.flights().stream().map(f -> body(List.of(f), false)).toList();
    }

    void disperse() {
        questions = List.of();
    }

    long answered() {
        return answered.sum();
    }

    long failed() {
        return failed.sum();
    }

    /** What the last failed request was told. */
    String lastFailure() {
        return lastFailure;
    }

    private static byte[] body(List<Flight> flights, boolean first) {
        ArrayNode instances = Json.mapper().createArrayNode();
        for (Flight flight : flights) {
            ObjectNode instance = flight.instance();
            instances.add(first ? instance.put("id", flight.id()) : instance);
        }
        return Json.write(Json.mapper().createObjectNode().set("instances", instances));
    }

    private void wander() {
        while (!closed) {
            List<byte[]> now = questions;
            if (!now.isEmpty()) {
                ask(now.get(ThreadLocalRandom.current().nextInt(now.size())));
            }
            LockSupport.parkNanos(now.isEmpty() ? 4 * THOUGHT_NANOS : THOUGHT_NANOS);
        }
    }

    private void ask(byte[] body) {
        try {
            HttpRequest request = HttpRequest.newBuilder(endpoint)
                    .timeout(Duration.ofSeconds(10))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                    .build();
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 200) {
                answered.increment();
            } else {
                failed.increment();
                lastFailure = answer.statusCode() + " " + answer.body();
            }
        } catch (IOException e) {
            failed.increment();
            lastFailure = e.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        boards.shutdownNow();
    }
}
