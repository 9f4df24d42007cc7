package dev.loopkeeper.gcp.queue;

import dev.loopkeeper.connectors.rest.RestAnswer;
import dev.loopkeeper.connectors.rest.RestCall;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.gcp.rest.GoogleRest;
import dev.loopkeeper.host.StepMessage;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.loop.StepQueue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Publishes each hint to the topic of its step, {@code loopkeeper-<step>}: one topic a step, so that a function may be
 * given the right to publish to those it hints at and no other.
 *
 * <p>Pub/Sub knows no delay, so a hint for later is not sent: whoever asks for one has written a wake-up to the store
 * first, and sweep acts on that in its minute. For the same reason a hint that cannot be published is logged and not
 * thrown: the commit before it stands, and failing the step would only have the host run all of it again.
 */
public final class PubSubQueue implements StepQueue {
    /** What is due so soon is sent now: clocks differ by as much, and the step itself looks whether it is time. */
    static final Duration SLACK = Duration.ofSeconds(1);

    private static final Logger LOG = LogManager.getLogger(PubSubQueue.class);

    private final GoogleRest rest;
    private final String topics;
    private final InstantSource clock;

    /** @param host such as {@code https://pubsub.googleapis.com}, or an emulator's */
    public PubSubQueue(GoogleRest rest, String host, String project, InstantSource clock) {
        this.rest = rest;
        this.topics = host + "/v1/projects/" + project + "/topics/";
        this.clock = clock;
    }

    /** The topic that carries a step's hints. */
    public static String topic(StepName step) {
        return "loopkeeper-" + step.text();
    }

    @Override
    public void send(StepName step, String model, Instant notBefore) {
        if (notBefore.isAfter(clock.instant().plus(SLACK))) {
            return;
        }
        try {
            publish(step, model);
        } catch (LoopException e) {
            lost(step, model, e.getMessage());
        }
    }

    private void publish(StepName step, String model) {
        String data = Base64.getEncoder().encodeToString(new StepMessage(step, model).write());
        Map<String, Object> message = Map.of("data", data, "attributes", Map.of("step", step.text(), "model", model));
        // A hint that arrives twice changes nothing, so its publication may be repeated.
        RestCall call = RestCall.json(
                        "POST",
                        topics + topic(step) + ":publish",
                        Json.mapper().valueToTree(Map.of("messages", List.of(message))))
                .asRepeatable();
        RestAnswer answer = rest.call(call, "topic " + topic(step));
        if (!answer.ok()) {
            lost(step, model, answer.status() + " " + answer.reason() + "; infra/gcp creates one topic a step");
        }
    }

    private static void lost(StepName step, String model, String why) {
        LOG.warn("hint at {} of model {} was not published and is left to sweep: {}", step.text(), model, why);
    }
}
