package dev.loopkeeper.rollout;

import dev.loopkeeper.edge.Digest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a shift of ours leaves on an endpoint beside the split it writes: its number, and digests of the split it has
 * written and of the one it has replaced.
 *
 * <p>The number makes every token worthless that was read before. The digests tell our split from somebody else's: who
 * edits traffic by hand leaves the mark as it is.
 *
 * @param move number of the change of the wanted split, see {@link Endpoint#shift(String, TrafficSplit, String, long)}
 */
public record ShiftMark(long move, String written, String replaced) {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,18})\\.([0-9a-f]{8})\\.([0-9a-f]{8})");

    /** The mark of a shift from one split to another. */
    static ShiftMark of(long move, Optional<TrafficSplit> replaced, TrafficSplit written) {
        return new ShiftMark(move, digest(Optional.of(written)), digest(replaced));
    }

    /** Reads {@link #text}; empty for anything else, which is no mark of ours. */
    public static Optional<ShiftMark> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(new ShiftMark(Long.parseLong(form.group(1)), form.group(2), form.group(3)))
                : Optional.empty();
    }

    /** The mark in 36 characters at most, such as {@code 57.9f3a2c1d.77aa01be}. */
    public String text() {
        return move + "." + written + "." + replaced;
    }

    /** Whether the shift that left this mark has written this split. */
    boolean wrote(Optional<TrafficSplit> split) {
        return written.equals(digest(split));
    }

    /** Whether the split is one that this shift has written or found: a service may show its mark first. */
    boolean explains(Optional<TrafficSplit> split) {
        return wrote(split) || replaced.equals(digest(split));
    }

    private static String digest(Optional<TrafficSplit> split) {
        return Digest.hex(split.map(s -> s.weights().toString()).orElse("")).substring(0, 8);
    }
}
