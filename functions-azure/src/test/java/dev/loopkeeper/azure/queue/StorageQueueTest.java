package dev.loopkeeper.azure.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.models.QueueMessageItem;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.loopkeeper.azure.emulators.Azurite;
import dev.loopkeeper.azure.emulators.EagerStorage;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.host.StepMessage;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.loop.StepQueue;
import dev.loopkeeper.testkit.MemoryQueue;
import dev.loopkeeper.testkit.RawServer;
import dev.loopkeeper.testkit.StepQueueContract;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** The contract against Azurite, read by Microsoft's own client as the Functions host would. */
class StorageQueueTest extends StepQueueContract {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final List<StepName> STEPS =
            List.of(StepName.PLAN_RETRAINING, StepName.START_TRAINING, StepName.ADJUST_TRAFFIC, StepName.SWEEP);

    private final Map<StepName, QueueClient> official = new EnumMap<>(StepName.class);

    private final Instant now = Instant.now();
    private final StepQueue queue = queue(Azurite.shared().queues(), InstantSource.system());

    StorageQueueTest() {
        for (StepName step : STEPS) {
            official(step).createIfNotExists();
            official(step).clearMessages();
        }
    }

    private static StepQueue queue(String host, InstantSource clock) {
        return new StorageQueue(new EagerStorage().calls(), host, clock);
    }

    private QueueClient official(StepName step) {
        return official.computeIfAbsent(step, s -> Azurite.shared().officialQueue(StorageQueue.queue(s)));
    }

    @Override
    protected StepQueue queue() {
        return queue;
    }

    @Override
    protected Instant now() {
        return now;
    }

    /** The emulator has no clock but the machine's: looks until that is there, at once when the time has come. */
    @Override
    protected List<MemoryQueue.Hint> delivered(Instant until) {
        List<MemoryQueue.Hint> hints = new ArrayList<>();
        do {
            for (StepName step : STEPS) {
                official(step).receiveMessages(32).forEach(message -> hints.add(hint(step, message)));
            }
            Duration left = Duration.between(Instant.now(), until);
            LockSupport.parkNanos(
                    Math.min(left.toNanos(), Duration.ofMillis(200).toNanos()));
        } while (hints.isEmpty() && Instant.now().isBefore(until));
        return hints;
    }

    private static MemoryQueue.Hint hint(StepName queued, QueueMessageItem message) {
        JsonNode read = Json.tree(message.getBody().toBytes(), "hint");
        assertThat(read).hasSize(2);
        assertThat(read.path("step").asText()).isEqualTo(queued.text());
        assertThat(message.getExpirationTime())
                .isAfter(message.getInsertionTime().plusHours(23));
        return new MemoryQueue.Hint(
                queued, read.path("model").asText(), message.getInsertionTime().toInstant());
    }

    @Test
    void shouldReadWhatMicrosoftsClientSendsAndTheOtherWayRound() {
        byte[] message = new StepMessage(StepName.PLAN_RETRAINING, "late-arrivals").write();
        official(StepName.PLAN_RETRAINING)
                .sendMessageWithResponse(BinaryData.fromBytes(message), null, null, null, Context.NONE);
        queue.send(StepName.PLAN_RETRAINING, "late-arrivals", now);
        assertThat(official(StepName.PLAN_RETRAINING).receiveMessages(2))
                .extracting(m -> m.getBody().toBytes())
                .containsExactly(message, message)
                .allMatch(body -> StepMessage.parse(body).model().equals("late-arrivals"));
    }

    @Test
    void shouldHideAHintUntilItsTimeUpToSevenDays() throws IOException {
        String created = "HTTP/1.1 201 Created\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        try (RawServer server = new RawServer(created, created, created)) {
            StepQueue late = queue("http://" + server.host() + "/account", () -> NOON);
            late.send(StepName.SWEEP, "m", NOON.plus(StorageQueue.SLACK));
            late.send(StepName.SWEEP, "m", NOON.plus(StorageQueue.SLACK).plusMillis(1));
            late.send(StepName.SWEEP, "m", NOON.plus(StorageQueue.LONGEST).plusMillis(1));
            late.send(StepName.SWEEP, "m", NOON.plus(StorageQueue.LONGEST));
            String text = Base64.getEncoder().encodeToString(new StepMessage(StepName.SWEEP, "m").write());
            assertThat(server.requests())
                    .allMatch(request -> request.endsWith("<MessageText>" + text + "</MessageText></QueueMessage>"))
                    .extracting(request -> request.substring(0, request.indexOf(" HTTP")))
                    .containsExactly(
                            "POST /account/loopkeeper-sweep/messages?visibilitytimeout=0&messagettl=86400",
                            "POST /account/loopkeeper-sweep/messages?visibilitytimeout=2&messagettl=86402",
                            "POST /account/loopkeeper-sweep/messages?visibilitytimeout=604800&messagettl=691200");
        }
    }

    @Test
    void shouldBeTakenByTheServiceForSevenDays() {
        queue.send(StepName.ADJUST_TRAFFIC, "m", now.plus(StorageQueue.LONGEST).minusSeconds(5));
        assertThat(official(StepName.ADJUST_TRAFFIC).getProperties().getApproximateMessagesCountLong())
                .isEqualTo(1);
        assertThat(official(StepName.ADJUST_TRAFFIC).receiveMessage()).isNull();
    }

    @Test
    void shouldNotFailAStepWhenItsHintIsLost() throws IOException {
        assertThatCode(() -> queue("http://127.0.0.1:1", () -> NOON).send(StepName.SWEEP, "m", NOON))
                .as("nobody listens")
                .doesNotThrowAnyException();
        assertThatCode(() -> queue.send(StepName.RECEIVE_ALERT, "m", now))
                .as("no such queue")
                .doesNotThrowAnyException();
        AtomicInteger asked = new AtomicInteger();
        HttpServer refusing = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        refusing.createContext("/", exchange -> {
            exchange.sendResponseHeaders(new int[] {403, 404, 503, 503, 503, 503}[asked.getAndIncrement()], -1);
            exchange.close();
        });
        refusing.start();
        try {
            StepQueue refused =
                    queue("http://127.0.0.1:" + refusing.getAddress().getPort(), () -> NOON);
            for (int i = 0; i < 3; i++) {
                assertThatCode(() -> refused.send(StepName.SWEEP, "m", NOON)).doesNotThrowAnyException();
            }
            assertThat(asked).hasValue(6);
        } finally {
            refusing.stop(0);
        }
    }
}
