package dev.loopkeeper.gcp.function;

import static dev.loopkeeper.testkit.HostileBodies.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.gcp.emulators.FakeGcs;
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

    private Map<String, String> env(DeployedSite of) {
        return of.env("PUBSUB_EMULATOR_HOST", emulator.host(), "LOOPKEEPER_PROJECT", project);
    }

    @AfterEach
    void stop() {
        front.close();
        site.close();
    }

    /** The bucket's own notification, pushed to one function, whose hint is pushed to the next. */
    @Test
    void shouldCarryAnUploadFromTheBucketToTheDecision() throws Exception {
        String uploads = "eventarc-ingest-data";
        String hints = PubSubQueue.topic(StepName.PLAN_RETRAINING);
        front.topic(uploads, Map.of());
        front.topic(hints, Map.of());
        try (FakeGcs gcs = FakeGcs.telling(emulator, project, uploads, "data/");
                DeployedSite telling = new DeployedSite(gcs);
                RunningFunction ingest = RunningFunction.start(IngestDataFunction.class, env(telling));
                RunningFunction plan = RunningFunction.start(PlanRetrainingFunction.class, env(telling))) {
            front.to(uploads, ingest);
            front.to(hints, plan);
            telling.config("sales", "retrain: {debounce: PT0S, minRows: 100}\n");
            telling.put("data/sales/1.csv", "x,late\n1,0\n2,1\n3,0\n");
            PushFront.Push upload = front.next();
            assertThat(upload.topic()).isEqualTo(uploads);
            assertThat(upload.status()).as(ingest::output).isEqualTo(200);
            PushFront.Push hint = front.next();
            assertThat(hint.topic()).isEqualTo(hints);
            assertThat(hint.status()).as(plan::output).isEqualTo(200);
            assertThat(StepMessage.parse(hint.message().path("data").binaryValue()))
                    .isEqualTo(new StepMessage(StepName.PLAN_RETRAINING, "sales"));
            assertThat(telling.keys("batches/sales/")).hasSize(1);
            assertThat(telling.keys("dead-letters/")).isEmpty();
        }
    }

    /** An HTTP function gets the push as it is, with the token of the subscription's account. */
    @Test
    void shouldTakeAnIncidentThatIsPushedWithATokenOnly() throws Exception {
        String alerts = PubSubQueue.topic(StepName.RECEIVE_ALERT);
        String incident = "{\"incident\":{\"incident_id\":\"0.m\",\"state\":\"open\",\"policy_name\":\"latency\","
                + "\"policy_user_labels\":{\"model\":\"sales\"},\"ended_at\":null},\"version\":\"1.2\"}";
        front.topic(alerts, Map.of());
        try (RunningFunction function = RunningFunction.start(ReceiveAlertFunction.class, env(site))) {
            front.barely(alerts, function, "");
            emulator.publish(project, alerts, utf8(incident), Map.of());
            assertThat(front.next().status()).isEqualTo(401);
            assertThat(site.keys("journal/")).isEmpty();
            front.barely(alerts, function, site.bearer());
            PushFront.Push push = front.next();
            while (push.status() == 401) {
                push = front.next();
            }
            assertThat(push.status()).as(function::output).isEqualTo(200);
            assertThat(site.keys("journal/sales/")).hasSize(1);
        }
    }

    @Test
    void shouldComeAgainUntilItsFunctionRunsAndNotOnceItIsPoison() throws Exception {
        front.topic(SWEEP, Map.of());
        emulator.publish(project, SWEEP, utf8("{\"step\":\"sweep\"}"), Map.of());
        PushFront.Push lost = front.next();
        assertThat(lost.status()).isEqualTo(503);
        try (RunningFunction sweep = RunningFunction.start(SweepFunction.class, env(site))) {
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
