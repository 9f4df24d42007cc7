package dev.loopkeeper.loop;

import java.time.Instant;
import java.util.List;

/**
 * One entry of a journal.
 *
 * @param opId of the caller: tells one's own write from another's after a lost response
 * @param by the step, or the person's name behind it
 */
public record Commit(String opId, Instant at, String by, List<Event> events) {
    public Commit {
        events = List.copyOf(events);
    }
}
