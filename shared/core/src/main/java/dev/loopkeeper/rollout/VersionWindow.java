package dev.loopkeeper.rollout;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Optional;

/**
 * What one version did in one window.
 *
 * @param start inclusive
 * @param requests answered or failed in the window
 * @param errors of them, answered with a server error or not at all
 * @param slow of them, slower than the frozen threshold
 * @param missing whether the counts are unknown; then the others are 0
 * @param value of one business value for each answered request; empty when it is not known, which is never zero
 * @param further windows of the same length whose counts were added to this one's
 */
public record VersionWindow(
        Instant start,
        long requests,
        long errors,
        long slow,
        boolean missing,
        Optional<Moments> value,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int further) {
    public VersionWindow {
        if (requests < 0 || errors < 0 || slow < 0 || errors > requests || slow > requests) {
            throw new IllegalArgumentException("window at " + start + " must have 0 <= errors, slow <= requests");
        }
    }

    /** Counts alone. */
    public VersionWindow(Instant start, long requests, long errors, long slow, boolean missing) {
        this(start, requests, errors, slow, missing, Optional.empty());
    }

    /** One window. */
    public VersionWindow(
            Instant start, long requests, long errors, long slow, boolean missing, Optional<Moments> value) {
        this(start, requests, errors, slow, missing, value, 0);
    }

    /** The same counts with what is known of the value. */
    public VersionWindow with(Optional<Moments> known) {
        return new VersionWindow(start, requests, errors, slow, missing, known, further);
    }

    /** How many windows these are the counts of. */
    int windows() {
        return 1 + further;
    }

    /** A window without data. */
    public static VersionWindow missing(Instant start) {
        return new VersionWindow(start, 0, 0, 0, true);
    }
}
