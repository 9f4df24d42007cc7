package dev.loopkeeper.loop;

import dev.loopkeeper.retrain.Trigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * What people and alarms have said.
 *
 * @param alerts keys of the newest 64 alerts and steps that gave up, so that a repeat counts once
 * @param notable position of the newest commit with news in it
 * @param notified position up to which the team was told
 * @param untold positions after it of commits with news, oldest first: all of them, or the first 64 or fewer if
 *     {@code notable} lies further on
 */
public record ControlState(
        Optional<Pause> pause,
        Optional<Trigger> forced,
        List<String> alerts,
        long notable,
        long notified,
        List<Long> untold) {
    private static final int ALERTS_KEPT = 64;
    private static final int UNTOLD_KEPT = 64;

    /**
     * Why nothing moves.
     *
     * @param external somebody else changed the split: it is left alone until a person resumes
     */
    public record Pause(String by, String reason, boolean external, Instant since) {}

    public ControlState {
        alerts = List.copyOf(alerts);
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

    ControlState noted(long seq) {
        List<Long> all = new ArrayList<>(untold);
        if (complete() && all.size() < UNTOLD_KEPT) {
            all.add(seq);
        }
        return new ControlState(pause, forced, alerts, seq, notified, all);
    }

    ControlState told(long upTo) {
        long told = Math.max(notified, upTo);
        List<Long> left = untold.stream().filter(seq -> seq > told).toList();
        return new ControlState(pause, forced, alerts, notable, told, left);
    }

    /** Whether {@code untold} names every commit with news that the team has not heard. */
    private boolean complete() {
        return untold.isEmpty() ? notable <= notified : untold.get(untold.size() - 1) == notable;
    }

    /** Positions to look at for news, oldest first, at most {@code limit}. */
    public List<Long> toTell(int limit) {
        return untold.isEmpty()
                ? LongStream.rangeClosed(notified + 1, notable)
                        .limit(limit)
                        .boxed()
                        .toList()
                : untold.subList(0, Math.min(limit, untold.size()));
    }
}
