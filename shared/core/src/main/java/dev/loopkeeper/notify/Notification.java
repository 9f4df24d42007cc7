package dev.loopkeeper.notify;

import java.time.Instant;
import java.util.Map;

/**
 * One thing the team is told.
 *
 * @param id hash of model, journal position and kind: the same for every repeat
 * @param kind the event's type in kebab case, such as {@code rollback-started}
 * @param severity {@code info}, {@code warning} or {@code critical}
 * @param sentence what happened and what to do, for a person
 * @param facts the numbers behind it
 */
public record Notification(
        String id,
        String model,
        String kind,
        String severity,
        String sentence,
        Instant at,
        Map<String, String> facts) {}
