package dev.loopkeeper.gcp.whole;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.gcp.emulators.EventarcEvent;
import dev.loopkeeper.gcp.emulators.PubSubEmulator;
import dev.loopkeeper.gcp.queue.PubSubQueue;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.testkit.whole.Letter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Pub/Sub and Eventarc as they carry mail: each message is a letter with the CloudEvent that Eventarc posts, on a lease
 * until its function has answered. It is acknowledged when one copy was; when none was, it goes back to Pub/Sub, and
 * the letter can be delivered again once Pub/Sub has done so.
 */
final class Mail implements AutoCloseable {
    private static final String UPLOADS = "eventarc-";

    private final Map<String, Held> byMessage = new HashMap<>();
    private final Map<Letter, Held> byLetter = new IdentityHashMap<>();
    private final List<Letter> waiting = new ArrayList<>();
    private final String project;
    private final Topics topics;
    private int again;

    private static final class Held {
        private final EventarcEvent event;
        private Topics.Lease lease;
        private int underWay;
        private boolean taken;

        Held(EventarcEvent event, Topics.Lease lease) {
            this.event = event;
            this.lease = lease;
        }
    }

    /** In Google's own emulator where it is installed. */
    static Mail in(String project) {
        return new Mail(
                project,
                PubSubEmulator.ifInstalled()
                        .<Topics>map(emulator -> new EmulatedTopics(emulator, project, names()))
                        .orElseGet(() -> new OwnTopics(project, names())));
    }

    Mail(String project, Topics topics) {
        this.project = project;
        this.topics = topics;
    }

    /**
     * A topic of each step, as {@code infra/gcp} makes them, and those that Eventarc makes for triggers of a bucket.
     */
    static List<String> names() {
        return Stream.concat(
                        Stream.of(StepName.values()).map(PubSubQueue::topic),
                        Stream.of(StepName.INGEST_DATA, StepName.SCORE_OUTCOMES).map(Mail::uploads))
                .toList();
    }

    private static String uploads(StepName step) {
        return UPLOADS + step.text();
    }

    String host() {
        return topics.host();
    }

    void publish(StepName step, byte[] data, Map<String, String> attributes) {
        topics.publish(PubSubQueue.topic(step), data, attributes);
    }

    /** A notification of the bucket for uploads, on the topic behind a function's trigger. */
    void notice(StepName step, byte[] object, Map<String, String> attributes) {
        topics.publish(uploads(step), object, attributes);
    }

    /** Takes all that waits. */
    synchronized List<Letter> collect() {
        topics.pull().forEach(this::take);
        List<Letter> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }

    private void take(Topics.Lease lease) {
        String key = lease.topic() + " " + lease.messageId();
        Held known = byMessage.get(key);
        if (known != null) {
            known.lease = lease;
            again++;
            return;
        }
        boolean upload = lease.topic().startsWith(UPLOADS);
        JsonNode push = EventarcEvent.push(project, lease.topic(), lease.message());
        EventarcEvent event =
                upload ? EventarcEvent.finalized(push) : EventarcEvent.published(project, lease.topic(), push);
        String step = lease.topic().substring(lease.topic().indexOf('-') + 1);
        Letter letter = new Letter(StepName.of(step), event.attributes().get("type"), event.data());
        Held held = new Held(event, lease);
        byMessage.put(key, held);
        byLetter.put(letter, held);
        waiting.add(letter);
    }

    /** Hands a letter to its function; whether it did its work. */
    boolean deliver(Letter letter, Predicate<EventarcEvent> function) {
        Held held = begin(letter);
        boolean good = false;
        try {
            good = function.test(held.event);
            return good;
        } finally {
            end(held, good);
        }
    }

    private synchronized Held begin(Letter letter) {
        Held held = byLetter.get(letter);
        if (held.lease == null && !held.taken) {
            topics.pull().forEach(this::take);
        }
        if (held.lease == null && !held.taken) {
            throw new IllegalStateException(topics + " did not deliver again what was refused: a letter to "
                    + letter.to().text());
        }
        held.underWay++;
        return held;
    }

    private synchronized void end(Held held, boolean good) {
        held.underWay--;
        if (good && !held.taken) {
            topics.acknowledge(held.lease);
            held.taken = true;
        }
        if (held.underWay == 0 && !held.taken) {
            topics.refuse(held.lease);
            held.lease = null;
        }
    }

    @Override
    public synchronized String toString() {
        return byMessage.size() + " messages through " + topics + ", " + again + " of them delivered again by it";
    }

    @Override
    public void close() {
        topics.close();
    }
}
