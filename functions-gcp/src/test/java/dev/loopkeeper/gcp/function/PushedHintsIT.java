package dev.loopkeeper.gcp.function;

import static dev.loopkeeper.testkit.HostileBodies.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.gcp.emulators.PubSubEmulator;
import dev.loopkeeper.gcp.queue.PubSubQueue;
import dev.loopkeeper.host.StepMessage;
import dev.loopkeeper.loop.StepName;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Functions in Google's invoker behind push subscriptions of Google's Pub/Sub emulator, as they are deployed. */
class PushedHintsIT {
    private static final int FEWEST_ATTEMPTS = 5;
    private static final String SWEEP = PubSubQueue.topic(StepName.SWEEP);

    private final String project = "pushed-" + UUID.randomUUID();
    private final PubSubEmulator emulator = PubSubEmulator.shared();
    private final DeployedSite site = new DeployedSite();
    private final PushFront front = new PushFront(project);
    private final Map<String, String> env =
            site.env("PUBSUB_EMULATOR_HOST", emulator.host(), "LOOPKEEPER_PROJECT", project);

    @AfterEach
    void stop() {
        front.close();
        site.close();
    }

    @Test
    void shouldCarryAHintFromOneFunctionToTheNext() throws Exception {
        String uploads = "eventarc-ingest-data";
        String hints = PubSubQueue.topic(StepName.PLAN_RETRAINING);
        front.topic(uploads, Map.of());
        front.topic(hints, Map.of());
        site.config("sales", "retrain: {debounce: PT0S, minRows: 100}\n");
        String key = "data/sales/1.csv";
        site.put(key, "x,late\n1,0\n2,1\n3,0\n");
        try (RunningFunction ingest = RunningFunction.start(IngestDataFunction.class, env);
                RunningFunction plan = RunningFunction.start(PlanRetrainingFunction.class, env)) {
            front.to(uploads, ingest);
            front.to(hints, plan);
            emulator.publish(
                    project,
                    uploads,
                    utf8(site.stored(key)),
                    Map.of("eventType", "OBJECT_FINALIZE", "bucketId", site.bucket(), "objectId", key));
            assertThat(front.next()).satisfies(push -> {
                assertThat(push.topic()).isEqualTo(uploads);
                assertThat(push.status()).as(ingest::output).isEqualTo(200);
            });
            PushFront.Push hint = front.next();
            assertThat(hint.topic()).isEqualTo(hints);
            assertThat(hint.status()).as(plan::output).isEqualTo(200);
            assertThat(StepMessage.parse(hint.message().path("data").binaryValue()))
                    .isEqualTo(new StepMessage(StepName.PLAN_RETRAINING, "sales"));
        }
        assertThat(site.keys("batches/sales/")).hasSize(1);
        assertThat(site.keys("dead-letters/")).isEmpty();
    }

    @Test
    void shouldComeAgainUntilItsFunctionRunsAndNotOnceItIsPoison() throws Exception {
        front.topic(SWEEP, Map.of());
        emulator.publish(project, SWEEP, utf8("{\"step\":\"sweep\"}"), Map.of());
        PushFront.Push lost = front.next();
        assertThat(lost.status()).isEqualTo(503);
        try (RunningFunction sweep = RunningFunction.start(SweepFunction.class, env)) {
            front.to(SWEEP, sweep);
            PushFront.Push push = front.next();
            while (push.status() == 503) {
                push = front.next();
            }
            assertThat(push.status()).as(sweep::output).isEqualTo(200);
            assertThat(push.message()).isEqualTo(lost.message());
            assertThat(site.keys("followed/sales/")).hasSize(1);

            emulator.publish(project, SWEEP, utf8("[]"), Map.of());
            assertThat(front.next().status()).isEqualTo(200);
            assertThat(site.keys("dead-letters/sweep/")).hasSize(1);
        }
    }

    @Test
    void shouldBecomeADeadLetterWhenItsFunctionNeverAnswers() throws Exception {
        String dead = SWEEP + "-dead";
        front.topic(dead, Map.of());
        front.topic(SWEEP, PubSubEmulator.deadLetters(project, dead, FEWEST_ATTEMPTS));
        emulator.publish(project, SWEEP, utf8("{\"step\":\"sweep\"}"), Map.of());
        for (int i = 0; i < FEWEST_ATTEMPTS; i++) {
            assertThat(front.next().topic()).isEqualTo(SWEEP);
        }
        PushFront.Push letter = front.next();
        assertThat(letter.topic()).isEqualTo(dead);
        assertThat(letter.message().path("data").binaryValue()).isEqualTo(utf8("{\"step\":\"sweep\"}"));
        assertThat(letter.message().path("attributes").path("CloudPubSubDeadLetterSourceSubscription"))
                .hasToString("\"" + SWEEP + "\"");
    }
}
