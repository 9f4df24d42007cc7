package dev.loopkeeper.gcp.queue;

import dev.loopkeeper.connectors.rest.Patience;
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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Publishes each hint to the topic of its step, {@code loopkeeper-<step>}: one topic a step, so that a function may be
 * given the right to publish to those it hints at and no other.
 *
 * <p>Pub/Sub knows no delay, so a hint for later is not sent: whoever asks for one has written a wake-up to the store
 * first, and sweep acts on that in its minute. For the same reason a hint that cannot be published is logged and not
 * thrown: the commit before it stands, and failing the step would only have the host run all of it again.
 *
 * <p>Sweep hints through the same topics, so a topic that refuses is an error that heals only by a person: it is logged
 * as one, once until the topic takes a hint again, with what to do.
 */
public final class PubSubQueue implements StepQueue {
    /** What is due so soon is sent now: clocks differ by as much, and the step itself looks whether it is time. */
    static final Duration SLACK = Duration.ofSeconds(1);

    private static final Set<Integer> REFUSED = Set.of(401, 403, 404);

    private final GoogleRest rest;
    private final String host;
    private final String project;
    private final InstantSource clock;
    private final Logger log;
    private final Set<StepName> refused = ConcurrentHashMap.newKeySet();

    /** @param host such as {@code https://pubsub.googleapis.com}, or an emulator's */
    public PubSubQueue(GoogleRest rest, String host, String project, InstantSource clock) {
        this(rest, host, project, clock, LogManager.getLogger(PubSubQueue.class));
    }

    PubSubQueue(GoogleRest rest, String host, String project, InstantSource clock, Logger log) {
        this.rest = rest;
        this.host = host;
        this.project = project;
        this.clock = clock;
        this.log = log;
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
        RestCall call = RestCall.json(
                        "POST",
                        host + "/v1/" + name(step) + ":publish",
                        Json.mapper().valueToTree(Map.of("messages", List.of(message))))
                .within(Patience.HINT);
        RestAnswer answer = rest.exchange(call, "topic " + topic(step));
        if (answer.ok()) {
            refused.remove(step);
            return;
        }
        lost(step, model, answer.status() + " " + answer.reason());
        if (REFUSED.contains(answer.status()) && refused.add(step)) {
            log.error(
                    "topic {} refuses hints ({} {}), sweep's too, so {} does not run: {}",
                    name(step),
                    answer.status(),
                    answer.reason(),
                    step.text(),
                    remedy(answer.status(), step));
        }
    }

    private String name(StepName step) {
        return "projects/" + project + "/topics/" + topic(step);
    }

    private static String remedy(int status, StepName step) {
        return status == 404
                ? "create the topic " + topic(step) + ", as infra/gcp does for every step"
                : "grant roles/pubsub.publisher on topic " + topic(step) + " to this function's service account";
    }

    private void lost(StepName step, String model, String why) {
        log.warn("hint at {} of model {} was not published and is left to sweep: {}", step.text(), model, why);
    }
}
