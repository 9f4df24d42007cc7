package dev.loopkeeper.gcp.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.gcp.emulators.EventarcEvent;
import dev.loopkeeper.gcp.emulators.PubSubEmulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;

/**
 * The platform between Pub/Sub and functions: takes what the emulator pushes, makes the event of it, and answers what
 * the function of that topic answered; 503 where none runs.
 */
final class PushFront implements AutoCloseable {
    private static final String UPLOADS = "eventarc-";
    private static final int NOBODY = 503;

    private final BlockingQueue<Push> pushes = new LinkedBlockingQueue<>();
    private final Map<String, ToIntFunction<byte[]>> functions = new ConcurrentHashMap<>();
    private final PubSubEmulator emulator = PubSubEmulator.shared();
    private final String project;
    private final HttpServer server;

    /** @param status as Pub/Sub was answered */
    record Push(String topic, int status, JsonNode message) {}

    PushFront(String project) {
        this.project = project;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::take);
        server.start();
    }

    /** Creates a topic that is pushed here. */
    void topic(String topic, Map<String, ?> settings) {
        String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/" + topic;
        Map<String, Object> all = new HashMap<>(settings);
        all.putAll(PubSubEmulator.pushedTo(address));
        emulator.createTopic(project, topic);
        emulator.subscribe(project, topic, topic, all);
    }

    /** From now on the topic's pushes go to this function as events. */
    void to(String topic, RunningFunction function) {
        functions.put(topic, push -> function.send(event(topic, Json.tree(push, "push"))));
    }

    /** From now on the topic's pushes go to this function as they are. */
    void barely(String topic, RunningFunction function, String authorization) {
        functions.put(topic, push -> function.post(
                        "/", push, "Content-Type", "application/json", "Authorization", authorization)
                .statusCode());
    }

    /** The next push that was answered, waited for up to 30 seconds. */
    Push next() throws InterruptedException {
        Push push = pushes.poll(30, TimeUnit.SECONDS);
        if (push == null) {
            throw new AssertionError("Pub/Sub has pushed nothing for 30 seconds");
        }
        return push;
    }

    private void take(HttpExchange exchange) throws IOException {
        String topic = exchange.getRequestURI().getPath().substring(1);
        byte[] push = exchange.getRequestBody().readAllBytes();
        int status = functions.getOrDefault(topic, none -> NOBODY).applyAsInt(push);
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
        pushes.add(new Push(topic, status, Json.tree(push, "push").path("message")));
    }

    private EventarcEvent event(String topic, JsonNode push) {
        return topic.startsWith(UPLOADS)
                ? EventarcEvent.finalized(push)
                : EventarcEvent.published(project, topic, push);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
