package dev.loopkeeper.gcp.whole;

import dev.loopkeeper.gcp.emulators.PubSubEmulator;
import dev.loopkeeper.testkit.store.Fault;
import dev.loopkeeper.testkit.store.FaultyFront;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Topics in Google's own Pub/Sub emulator. What functions publish passes a front that notes the topic and changes
 * nothing: only topics with mail are pulled, because asking all of them at every turn takes longer than the story.
 */
final class EmulatedTopics implements Topics {
    private static final Pattern PUBLISH = Pattern.compile(".*/topics/([a-z-]+):publish");

    private final Set<String> mailed = ConcurrentHashMap.newKeySet();
    private final PubSubEmulator emulator;
    private final String project;
    private final FaultyFront front;

    EmulatedTopics(PubSubEmulator emulator, String project, List<String> topics) {
        this.emulator = emulator;
        this.project = project;
        for (String topic : topics) {
            emulator.createTopic(project, topic);
            emulator.subscribe(project, topic, topic);
        }
        front = new FaultyFront(emulator.host(), (request, behind) -> {
            Fault.Served answer = behind.send(request);
            Matcher publish = PUBLISH.matcher(request.uri().getPath());
            if (answer.status() == 200 && publish.matches()) {
                mailed.add(publish.group(1));
            }
            return answer;
        });
    }

    @Override
    public String host() {
        return front.host();
    }

    @Override
    public void publish(String topic, byte[] data, Map<String, String> attributes) {
        emulator.publish(project, topic, data, attributes);
        mailed.add(topic);
    }

    @Override
    public List<Lease> pull() {
        List<Lease> all = new ArrayList<>();
        for (String topic : Set.copyOf(mailed)) {
            // Before it is asked: what is published meanwhile is noted again.
            mailed.remove(topic);
            emulator.receive(project, topic).forEach(r -> all.add(new Lease(topic, r.ackId(), r.message())));
        }
        return all;
    }

    @Override
    public void acknowledge(Lease lease) {
        emulator.acknowledge(project, lease.topic(), List.of(lease.ackId()));
    }

    @Override
    public void refuse(Lease lease) {
        emulator.refuse(project, lease.topic(), List.of(lease.ackId()));
        mailed.add(lease.topic());
    }

    @Override
    public void close() {
        front.close();
    }

    @Override
    public String toString() {
        return "Google's Pub/Sub emulator";
    }
}
