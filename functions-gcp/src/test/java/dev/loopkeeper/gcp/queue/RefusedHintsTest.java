package dev.loopkeeper.gcp.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.loopkeeper.gcp.emulators.PubSubEmulator;
import dev.loopkeeper.gcp.rest.EagerRest;
import dev.loopkeeper.loop.StepName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.message.ParameterizedMessageFactory;
import org.apache.logging.log4j.simple.SimpleLogger;
import org.apache.logging.log4j.util.PropertiesUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an operator reads when a topic takes no hints. */
class RefusedHintsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final HttpServer server;
    private PubSubQueue queue;

    RefusedHintsTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(statuses.remove(), -1);
            exchange.close();
        });
        server.start();
        String host = "http://127.0.0.1:" + server.getAddress().getPort();
        queue = queue(host, "my-project");
    }

    private PubSubQueue queue(String host, String project) {
        return new PubSubQueue(new EagerRest().calls(), host, project, () -> NOW, logger());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Logger logger() {
        return new SimpleLogger(
                "queue",
                Level.ALL,
                false,
                true,
                false,
                false,
                "",
                ParameterizedMessageFactory.INSTANCE,
                PropertiesUtil.getProperties(),
                new PrintStream(log, true, StandardCharsets.UTF_8));
    }

    private List<String> errorsAfter(StepName step, int... answers) {
        IntStream.of(answers).forEach(statuses::add);
        List<String> errors = errorsAfterSending(step, answers.length);
        assertThat(statuses).isEmpty();
        return errors;
    }

    private List<String> errorsAfterSending(StepName step, int hints) {
        log.reset();
        for (int i = 0; i < hints; i++) {
            queue.send(step, "m", NOW);
        }
        return log.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains("ERROR"))
                .toList();
    }

    @Test
    void shouldSayOnceATopicWhichRoleToGrant() {
        assertThat(errorsAfter(StepName.PLAN_RETRAINING, 403, 403, 403))
                .singleElement()
                .asString()
                .contains(
                        "topic projects/my-project/topics/loopkeeper-plan-retraining refuses hints (403",
                        "plan-retraining does not run",
                        "grant roles/pubsub.publisher on topic loopkeeper-plan-retraining");
        assertThat(errorsAfter(StepName.START_TRAINING, 401, 403)).hasSize(1);
    }

    @Test
    void shouldSayThatATopicIsMissing() {
        assertThat(errorsAfter(StepName.SWEEP, 404, 404))
                .singleElement()
                .asString()
                .contains("create the topic loopkeeper-sweep, as infra/gcp does");
    }

    @Test
    void shouldKnowPubSubsOwnAnswerForAMissingTopic() {
        PubSubEmulator emulator = PubSubEmulator.shared();
        String project = "refused-" + UUID.randomUUID();
        queue = queue(emulator.host(), project);
        assertThat(errorsAfterSending(StepName.SWEEP, 2))
                .singleElement()
                .asString()
                .contains("(404", "create the topic loopkeeper-sweep");
        emulator.createTopic(project, "loopkeeper-sweep");
        assertThat(errorsAfterSending(StepName.SWEEP, 1)).isEmpty();
    }

    @Test
    void shouldSayItAgainWhenATopicHasTakenAHintInBetween() {
        assertThat(errorsAfter(StepName.SWEEP, 403, 200, 403)).hasSize(2);
    }

    @Test
    void shouldNotCallAServiceThatIsDownARefusal() {
        assertThat(errorsAfter(StepName.SWEEP, 503, 429, 500)).isEmpty();
    }
}
