package dev.loopkeeper.rollout;

import dev.loopkeeper.edge.Digest;
import dev.loopkeeper.rollout.Shift.Mirror;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a shift of ours leaves on an endpoint beside the split it writes: its number, and digests of what it has written
 * and of what it has replaced.
 *
 * <p>The number makes every token worthless that was read before. The digests tell our split from somebody else's: who
 * edits traffic by hand leaves the mark as it is.
 *
 * @param move number of the change, see {@link Shift}
 */
public record ShiftMark(long move, String written, String replaced) {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,18})\\.([0-9a-f]{8})\\.([0-9a-f]{8})");

    /** The mark of a shift away from what was seen. */
    static ShiftMark of(ReplacedEndpoint.Seen<?> seen, Shift wanted) {
        return new ShiftMark(
                wanted.move(),
                digest(Optional.of(wanted.split()), wanted.mirror()),
                digest(seen.split(), seen.mirror()));
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

    /** Whether the shift that left this mark has written what is seen. */
    boolean wrote(ReplacedEndpoint.Seen<?> seen) {
        return written.equals(digest(seen.split(), seen.mirror()));
    }

    /** Whether what is seen is what this shift has written or found: a service may show its mark first. */
    boolean explains(ReplacedEndpoint.Seen<?> seen) {
        return wrote(seen) || replaced.equals(digest(seen.split(), seen.mirror()));
    }

    private static String digest(Optional<TrafficSplit> split, Optional<Mirror> mirror) {
        return Digest.hex(split.map(s -> s.weights().toString()).orElse("")
                        + mirror.map(Mirror::toString).orElse(""))
                .substring(0, 8);
    }
}
