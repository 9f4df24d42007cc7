package dev.loopkeeper.azure.queue;

import dev.loopkeeper.connectors.rest.RestAnswer;
import dev.loopkeeper.connectors.rest.RestCall;
import dev.loopkeeper.connectors.rest.RestClient;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.host.StepMessage;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.loop.StepQueue;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Puts each hint into the queue of its step, {@code loopkeeper-<step>}: one queue a step, so that a function may be
 * given the right to write to those it hints at and no other. A message is Base64 of the JSON, as the Functions host
 * reads it unless {@code host.json} says otherwise.
 *
 * <p>A hint for later stays invisible until then, which a queue allows for seven days; one for later than that is not
 * sent: whoever asks for it has written a wake-up to the store first. For the same reason a hint that cannot be sent is
 * logged and not thrown: the commit before it stands, and failing the step would only have the host run all of it
 * again.
 */
public final class StorageQueue implements StepQueue {
    /** What is due so soon is visible now: clocks differ by as much, and the step itself looks whether it is time. */
    static final Duration SLACK = Duration.ofSeconds(1);
    /** The longest that a queue keeps a message invisible. */
    static final Duration LONGEST = Duration.ofDays(7);
    /** A hint that nobody took for so long has been overtaken by sweep many times over. */
    private static final Duration KEPT = Duration.ofDays(1);

    private static final Logger LOG = LogManager.getLogger(StorageQueue.class);

    private final RestClient rest;
    private final String host;
    private final InstantSource clock;

    /**
     * @param rest made by {@link dev.loopkeeper.azure.rest.AzureRest#storage}
     * @param host such as {@code https://account.queue.core.windows.net}; an emulator's ends with the account
     */
    public StorageQueue(RestClient rest, String host, InstantSource clock) {
        this.rest = rest;
        this.host = host.endsWith("/") ? host.substring(0, host.length() - 1) : host;
        this.clock = clock;
    }

    /** The queue that carries a step's hints. */
    public static String queue(StepName step) {
        return "loopkeeper-" + step.text();
    }

    @Override
    public void send(StepName step, String model, Instant notBefore) {
        Duration wait = Duration.between(clock.instant(), notBefore);
        if (wait.compareTo(LONGEST) > 0) {
            return;
        }
        try {
            put(step, model, wait.compareTo(SLACK) <= 0 ? 0 : seconds(wait));
        } catch (LoopException e) {
            lost(step, model, e.getMessage());
        }
    }

    /** Whole seconds, never too early. */
    private static long seconds(Duration wait) {
        return wait.plusMillis(999).toSeconds();
    }

    private void put(StepName step, String model, long invisible) {
        String text = Base64.getEncoder().encodeToString(new StepMessage(step, model).write());
        byte[] body = ("<QueueMessage><MessageText>" + text + "</MessageText></QueueMessage>")
                .getBytes(StandardCharsets.US_ASCII);
        String uri = host + "/" + queue(step) + "/messages?visibilitytimeout=" + invisible + "&messagettl="
                + (invisible + KEPT.toSeconds());
        // A hint that arrives twice changes nothing, so it may be sent again.
        RestCall call = new RestCall("POST", URI.create(uri), Map.of("Content-Type", "application/xml"), body, true);
        RestAnswer answer = rest.call(call, "queue " + queue(step));
        if (answer.status() != 201) {
            lost(step, model, answer.status() + " " + answer.reason() + "; infra/azure creates one queue a step");
        }
    }

    private static void lost(StepName step, String model, String why) {
        LOG.warn("hint at {} of model {} was not sent and is left to sweep: {}", step.text(), model, why);
    }
}
