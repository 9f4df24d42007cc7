package dev.loopkeeper.status;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How much a loop wants a person: the order is that of urgency. */
public enum Level {
    /** It serves, and nothing is wrong. */
    HEALTHY,
    /** Nothing serves yet, and nothing is wrong. */
    STARTING,
    /** A person should look today. */
    ATTENTION,
    /** A person should look now. */
    CRITICAL;

    /** The word in status and pages. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The colour it has on a page. */
    String tone() {
        return this == HEALTHY ? "good" : this == STARTING ? "muted" : this == ATTENTION ? "warn" : "bad";
    }
}
