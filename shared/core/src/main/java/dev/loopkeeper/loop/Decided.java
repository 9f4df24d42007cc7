package dev.loopkeeper.loop;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What {@link Loop#decide} answers. */
public sealed interface Decided {
    /** These events follow; none: it is so already. */
    record Events(List<Event> events) implements Decided {
        public Events {
            events = List.copyOf(events);
        }
    }

    /**
     * It will not be done, for a reason a person can read. Expected, acknowledged, never retried.
     *
     * @param again when the answer may change by itself
     */
    record Refused(String reason, Optional<Instant> again) implements Decided {
        public Refused(String reason) {
            this(reason, Optional.empty());
        }
    }

    /** Nothing changes. */
    static Decided nothing() {
        return new Events(List.of());
    }

    static Decided of(Event... events) {
        return new Events(List.of(events));
    }

    static Decided of(List<Event> events) {
        return new Events(events);
    }
}
