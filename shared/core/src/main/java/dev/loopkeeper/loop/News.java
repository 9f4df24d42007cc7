package dev.loopkeeper.loop;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import dev.loopkeeper.edge.Digest;
import dev.loopkeeper.notify.Notification;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a commit has to tell the team: one event of it, in words.
 *
 * @param seq position of the commit
 * @param place of the event in it
 * @param kind the event's type in kebab case
 */
public record News(long seq, int place, String kind, String severity, String sentence, Instant at, String by) {
    private static final int ID_DIGITS = 24;
    private static final Map<Class<?>, String> KINDS = Stream.of(
                    Event.class.getAnnotation(JsonSubTypes.class).value())
            .collect(Collectors.toUnmodifiableMap(JsonSubTypes.Type::value, JsonSubTypes.Type::name));

    /** All there is to tell of a commit. */
    public static List<News> of(Commit commit, long seq) {
        List<News> news = new ArrayList<>();
        for (int place = 0; place < commit.events().size(); place++) {
            Event event = commit.events().get(place);
            if (event.news().isPresent()) {
                news.add(new News(
                        seq,
                        place,
                        KINDS.get(event.getClass()),
                        event.severity(),
                        event.news().get(),
                        commit.at(),
                        commit.by()));
            }
        }
        return news;
    }

    /** As it is sent: the same at every repeat. */
    public Notification notification(String model) {
        String id = Digest.hex(model + "\n" + seq + "\n" + place + "\n" + kind).substring(0, ID_DIGITS);
        return new Notification(
                id, model, kind, severity, sentence, at, Map.of("by", by, "commit", Long.toString(seq)));
    }
}
