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
 */
public record ControlState(
        Optional<Pause> pause, Optional<Trigger> forced, List<String> alerts, long notable, long notified) {
    private static final int ALERTS_KEPT = 64;

    /**
     * Why nothing moves.
     *
     * @param external somebody else changed the split: it is left alone until a person resumes
     */
    public record Pause(String by, String reason, boolean external, Instant since) {}

    public ControlState {
        alerts = List.copyOf(alerts);
    }

    /** Before anybody spoke. */
    public static ControlState initial() {
        return new ControlState(Optional.empty(), Optional.empty(), List.of(), 0, 0);
    }

    ControlState paused(Optional<Pause> next) {
        return new ControlState(next, forced, alerts, notable, notified);
    }

    ControlState forced(Trigger trigger) {
        return new ControlState(pause, Optional.of(trigger), alerts, notable, notified);
    }

    ControlState unforced() {
        return new ControlState(pause, Optional.empty(), alerts, notable, notified);
    }

    ControlState alerted(String key) {
        List<String> all = new ArrayList<>(alerts);
        all.add(key);
        return new ControlState(
                pause, forced, all.subList(Math.max(0, all.size() - ALERTS_KEPT), all.size()), notable, notified);
    }

    ControlState noted(long seq) {
        return new ControlState(pause, forced, alerts, seq, notified);
    }

    ControlState told(long upTo) {
        return new ControlState(pause, forced, alerts, notable, Math.max(notified, upTo));
    }
}
