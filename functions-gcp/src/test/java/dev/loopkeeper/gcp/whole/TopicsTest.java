package dev.loopkeeper.gcp.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.connectors.rest.RestCall;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.gcp.emulators.EventarcEvent;
import dev.loopkeeper.gcp.emulators.FakeGcs;
import dev.loopkeeper.gcp.emulators.PubSubEmulator;
import dev.loopkeeper.gcp.queue.PubSubQueue;
import dev.loopkeeper.gcp.rest.EagerRest;
import dev.loopkeeper.host.StepMessage;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.testkit.whole.Letter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The topics that the story falls back to do what Google's emulator does, as far as the story goes. */
class TopicsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final StepName STEP = StepName.PLAN_RETRAINING;

    private final String project = "topics-" + UUID.randomUUID();

    abstract class Contract {
        private final Topics topics;
        private final Mail mail;

        Contract(Topics topics) {
            this.topics = topics;
            this.mail = new Mail(project, topics);
        }

        @AfterEach
        void stop() {
            mail.close();
        }

        private void send() {
            new PubSubQueue(new EagerRest().calls(), topics.host(), project, () -> NOW).send(STEP, "sales", NOW);
        }

        private Letter letter() {
            send();
            List<Letter> letters = mail.collect();
            assertThat(letters).hasSize(1);
            return letters.get(0);
        }

        @Test
        void shouldLeaseAMessageUntilItIsAcknowledged() {
            send();
            List<Topics.Lease> first = topics.pull();
            assertThat(first).extracting(Topics.Lease::topic).containsExactly("loopkeeper-plan-retraining");
            assertThat(first.get(0).message().path("attributes"))
                    .isEqualTo(Json.mapper().valueToTree(Map.of("step", "plan-retraining", "model", "sales")));
            assertThat(topics.pull()).as("it is leased").isEmpty();
            topics.refuse(first.get(0));
            List<Topics.Lease> second = topics.pull();
            assertThat(second)
                    .extracting(Topics.Lease::messageId)
                    .containsExactly(first.get(0).messageId());
            topics.acknowledge(second.get(0));
            assertThat(topics.pull()).isEmpty();
        }

        @Test
        void shouldHaveNoTopicsButItsOwn() {
            String other = topics.host() + "/v1/projects/another-project/topics/loopkeeper-sweep:publish";
            JsonNode message = Json.mapper().valueToTree(Map.of("messages", List.of(Map.of("data", "e30="))));
            assertThat(FakeGcs.rest()
                            .exchange(RestCall.json("POST", other, message), "topic")
                            .status())
                    .isEqualTo(404);
            assertThat(topics.pull()).isEmpty();
        }

        @Test
        void shouldPostAHintAsEventarcDoes() {
            assertThat(mail.deliver(letter(), event -> {
                        JsonNode push = Json.tree(event.data(), "push");
                        assertThat(push.path("subscription").asText())
                                .isEqualTo("projects/" + project + "/subscriptions/loopkeeper-plan-retraining");
                        assertThat(event.attributes())
                                .containsEntry("type", EventarcEvent.PUBLISHED)
                                .containsEntry(
                                        "id",
                                        push.path("message").path("messageId").asText())
                                .containsEntry(
                                        "source",
                                        "//pubsub.googleapis.com/projects/" + project
                                                + "/topics/loopkeeper-plan-retraining");
                        return true;
                    }))
                    .isTrue();
        }

        @Test
        void shouldPostAnUploadAsEventarcDoes() {
            byte[] object = "{\"name\":\"data/sales/1.csv\"}".getBytes(StandardCharsets.UTF_8);
            Map<String, String> told =
                    Map.of("eventType", "OBJECT_FINALIZE", "bucketId", "uploads", "objectId", "data/sales/1.csv");
            mail.notice(StepName.INGEST_DATA, object, told);
            Letter letter = mail.collect().get(0);
            assertThat(letter.to()).isEqualTo(StepName.INGEST_DATA);
            mail.deliver(letter, event -> {
                assertThat(event.data()).isEqualTo(object);
                assertThat(event.attributes())
                        .containsEntry("type", EventarcEvent.FINALIZED)
                        .containsEntry("subject", "objects/data/sales/1.csv");
                return true;
            });
        }

        @Test
        void shouldComeAgainWhenNoCopyWasTaken() {
            Letter letter = letter();
            assertThat(mail.deliver(letter, event -> false)).isFalse();
            assertThat(mail.collect())
                    .as("the postman has this letter and brings it again")
                    .isEmpty();
            assertThat(mail.deliver(
                            letter, event -> StepMessage.parse(body(event)).equals(new StepMessage(STEP, "sales"))))
                    .isTrue();
            assertThat(mail.toString()).startsWith("1 messages").contains("1 of them delivered again");
            assertThat(topics.pull()).as("it was taken").isEmpty();
        }

        @Test
        void shouldBeTakenWhenOneOfTwoCopiesWas() {
            Letter letter = letter();
            assertThat(mail.deliver(letter, event -> {
                        assertThat(mail.deliver(letter, copy -> false)).isFalse();
                        return true;
                    }))
                    .isTrue();
            assertThat(topics.pull()).isEmpty();
            assertThat(mail.deliver(letter, event -> true))
                    .as("a copy that is late")
                    .isTrue();
        }

        private byte[] body(EventarcEvent event) {
            JsonNode message = Json.tree(event.data(), "push").path("message");
            return Base64.getDecoder().decode(message.path("data").asText());
        }
    }

    @Nested
    class InMemory extends Contract {
        InMemory() {
            super(new OwnTopics(project, Mail.names()));
        }
    }

    @Nested
    class InTheEmulator extends Contract {
        InTheEmulator() {
            super(new EmulatedTopics(PubSubEmulator.shared(), project, Mail.names()));
        }
    }
}
