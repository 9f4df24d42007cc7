package dev.loopkeeper.gcp.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.gcp.emulators.PubSubEmulator;
import dev.loopkeeper.gcp.rest.EagerRest;
import dev.loopkeeper.host.StepMessage;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.loop.StepQueue;
import dev.loopkeeper.testkit.MemoryQueue;
import dev.loopkeeper.testkit.StepQueueContract;
import dev.loopkeeper.testkit.infra.TerraformModule;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PubSubQueueTest extends StepQueueContract {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final List<StepName> STEPS =
            List.of(StepName.PLAN_RETRAINING, StepName.START_TRAINING, StepName.ADJUST_TRAFFIC, StepName.SWEEP);

    private final PubSubEmulator emulator = PubSubEmulator.shared();
    private final String project = "test-" + UUID.randomUUID();
    private final StepQueue queue = queue(emulator.host());

    PubSubQueueTest() {
        for (StepName step : STEPS) {
            emulator.createTopic(project, PubSubQueue.topic(step));
            emulator.subscribe(project, PubSubQueue.topic(step), step.text());
        }
    }

    private PubSubQueue queue(String host) {
        return new PubSubQueue(new EagerRest().calls(), host, project, () -> NOW);
    }

    @Override
    protected StepQueue queue() {
        return queue;
    }

    @Override
    protected Instant now() {
        return NOW;
    }

    @Override
    protected boolean waitsForTheTime() {
        return false;
    }

    @Override
    protected List<MemoryQueue.Hint> delivered(Instant until) {
        List<MemoryQueue.Hint> hints = new ArrayList<>();
        for (StepName step : STEPS) {
            for (JsonNode message : emulator.pull(project, step.text())) {
                hints.add(hint(message));
            }
        }
        return hints;
    }

    private static MemoryQueue.Hint hint(JsonNode message) {
        JsonNode data =
                Json.tree(Base64.getDecoder().decode(message.path("data").asText()), "hint");
        assertThat(data).hasSize(2);
        assertThat(message.has("orderingKey")).as("no order is asked for").isFalse();
        assertThat(message.path("attributes").path("step").asText())
                .isEqualTo(data.path("step").asText());
        assertThat(message.path("attributes").path("model").asText())
                .isEqualTo(data.path("model").asText());
        return new MemoryQueue.Hint(
                StepName.of(data.path("step").asText()), data.path("model").asText(), NOW);
    }

    @Test
    void shouldCarryTheLongestNameWithinTheServicesLimits() {
        String longest = "m".repeat(63);
        queue.send(StepName.ADJUST_TRAFFIC, longest, NOW);
        JsonNode message =
                emulator.pull(project, StepName.ADJUST_TRAFFIC.text()).get(0);
        assertThat(StepMessage.parse(
                        Base64.getDecoder().decode(message.path("data").asText())))
                .isEqualTo(new StepMessage(StepName.ADJUST_TRAFFIC, longest));
        // The emulator does not ask; the service does: 100 attributes of 1,024 bytes, cloud.google.com/pubsub/quotas.
        assertThat(message.path("attributes"))
                .hasSizeLessThanOrEqualTo(100)
                .allSatisfy(value -> assertThat(value.asText().length()).isLessThanOrEqualTo(1_024));
    }

    @Test
    void shouldBecomeADeadLetterAfterTheAttemptsThatTheInfrastructureAllows() {
        int attempts = attempts();
        String topic = PubSubQueue.topic(StepName.START_TRAINING);
        emulator.createTopic(project, topic + "-dead");
        emulator.subscribe(project, topic + "-dead", "letters");
        emulator.subscribe(project, topic, "tried", PubSubEmulator.deadLetters(project, topic + "-dead", attempts));
        queue.send(StepName.START_TRAINING, "late", NOW);
        for (int i = 1; i <= attempts; i++) {
            List<PubSubEmulator.Received> tried = emulator.receive(project, "tried");
            assertThat(tried).extracting(PubSubEmulator.Received::attempt).containsExactly(i);
            emulator.refuse(project, "tried", List.of(tried.get(0).ackId()));
        }
        assertThat(emulator.receive(project, "tried")).isEmpty();
        assertThat(emulator.pull(project, "letters")).singleElement().satisfies(letter -> assertThat(
                        Base64.getDecoder().decode(letter.path("data").asText()))
                .isEqualTo(new StepMessage(StepName.START_TRAINING, "late").write()));
    }

    private static int attempts() {
        return Integer.parseInt(TerraformModule.read(Path.of("..", "infra", "gcp"))
                .resources()
                .get("google_pubsub_subscription.alert_push")
                .only("dead_letter_policy")
                .text("max_delivery_attempts"));
    }

    @Test
    void shouldReachAFunctionThroughAPushSubscription() throws Exception {
        try (PushListener function = new PushListener()) {
            String topic = PubSubQueue.topic(StepName.ADJUST_TRAFFIC);
            emulator.subscribe(project, topic, "push-adjust-traffic", PubSubEmulator.pushedTo(function.address()));
            queue.send(StepName.ADJUST_TRAFFIC, "late-arrivals", NOW);
            JsonNode delivery = Json.tree(function.next().orElseThrow(), "delivery");
            String data = delivery.path("message").path("data").asText();
            assertThat(StepMessage.parse(Base64.getDecoder().decode(data)))
                    .isEqualTo(new StepMessage(StepName.ADJUST_TRAFFIC, "late-arrivals"));
            assertThat(delivery.path("subscription").asText()).endsWith("/push-adjust-traffic");
        }
    }

    @Test
    void shouldSendWhatIsDueWithinASecondAndLeaveTheRestToTheWakeUp() {
        queue.send(StepName.SWEEP, "soon", NOW.plus(PubSubQueue.SLACK));
        queue.send(StepName.SWEEP, "later", NOW.plus(PubSubQueue.SLACK).plusMillis(1));
        assertThat(delivered(NOW)).extracting(MemoryQueue.Hint::model).containsExactly("soon");
    }

    @Test
    void shouldNotFailAStepWhenItsHintIsLost() throws IOException {
        assertThatCode(() -> queue("http://127.0.0.1:1").send(StepName.SWEEP, "m", NOW))
                .as("nobody listens")
                .doesNotThrowAnyException();
        AtomicInteger asked = new AtomicInteger();
        HttpServer refusing = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        refusing.createContext("/", exchange -> {
            exchange.sendResponseHeaders(new int[] {403, 404, 503}[asked.getAndIncrement()], -1);
            exchange.close();
        });
        refusing.start();
        try {
            PubSubQueue refused =
                    queue("http://127.0.0.1:" + refusing.getAddress().getPort());
            for (int i = 0; i < 3; i++) {
                assertThatCode(() -> refused.send(StepName.SWEEP, "m", NOW)).doesNotThrowAnyException();
            }
            assertThat(asked).as("a hint is tried once").hasValue(3);
        } finally {
            refusing.stop(0);
        }
    }
}
