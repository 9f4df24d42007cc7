package dev.loopkeeper.loop;

import dev.loopkeeper.retrain.Trigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What people and alarms have said.
 *
 * @param alerts keys of the newest 64 alerts and steps that gave up, so that a repeat counts once
 * @param notable position of the newest commit with news in it
 * @param notified position up to which the team was told
 * @param untold the oldest news after {@code notified}, 64 at most; the journal has what follows them up to
 *     {@code notable}
 */
public record ControlState(
        Optional<Pause> pause,
        Optional<Trigger> forced,
        List<String> alerts,
        long notable,
        long notified,
        List<News> untold) {
    private static final int ALERTS_KEPT = 64;
    private static final int NEWS_KEPT = 64;

    /**
     * Why nothing moves.
     *
     * @param external somebody else changed the split: it is left alone until a person resumes
     */
    public record Pause(String by, String reason, boolean external, Instant since) {}

    public ControlState {
        alerts = List.copyOf(alerts);
        // Older snapshots have none: their news are read from the journal.
        untold = untold == null ? List.of() : List.copyOf(untold);
    }

    /** Before anybody spoke. */
    public static ControlState initial() {
        return new ControlState(Optional.empty(), Optional.empty(), List.of(), 0, 0, List.of());
    }

    ControlState paused(Optional<Pause> next) {
        return new ControlState(next, forced, alerts, notable, notified, untold);
    }

    ControlState forced(Trigger trigger) {
        return new ControlState(pause, Optional.of(trigger), alerts, notable, notified, untold);
    }

    ControlState unforced() {
        return new ControlState(pause, Optional.empty(), alerts, notable, notified, untold);
    }

    ControlState alerted(String key) {
        List<String> all = new ArrayList<>(alerts);
        all.add(key);
        return new ControlState(
                pause,
                forced,
                all.subList(Math.max(0, all.size() - ALERTS_KEPT), all.size()),
                notable,
                notified,
                untold);
    }

    /** News that do not fit, or follow others that did not, stay in the journal alone. */
    ControlState noted(List<News> news, long seq) {
        long known = untold.isEmpty() ? notified : untold.get(untold.size() - 1).seq();
        List<News> all = new ArrayList<>(untold);
        if (known >= notable && untold.size() + news.size() <= NEWS_KEPT) {
            all.addAll(news);
        }
        return new ControlState(pause, forced, alerts, seq, notified, all);
    }

    ControlState told(long upTo) {
        List<News> left = untold.stream().filter(n -> n.seq() > upTo).toList();
        return new ControlState(pause, forced, alerts, notable, Math.max(notified, upTo), left);
    }
}
