package dev.loopkeeper.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * The whole windows inside a time, aligned to multiples of their length since the epoch; a window that is cut off at
 * either end is left out.
 *
 * @param first start of the first window
 * @param end of the last window, exclusive; not after {@code first} when there is none
 */
public record WindowSpan(Instant first, Instant end, Duration length) {
    /** The windows in {@code [from, to)} that are over by {@code settled}, after which no count changes any more. */
    public static WindowSpan of(Instant from, Instant to, Instant settled, Duration length) {
        Instant first = floor(from, length);
        return new WindowSpan(
                first.isBefore(from) ? first.plus(length) : first,
                floor(to.isBefore(settled) ? to : settled, length),
                length);
    }

    public boolean isEmpty() {
        return !first.isBefore(end);
    }

    /** The start of every window, in order of time. */
    public List<Instant> starts() {
        return Stream.iterate(first, start -> start.isBefore(end), start -> start.plus(length))
                .toList();
    }

    private static Instant floor(Instant time, Duration length) {
        long seconds = length.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), seconds) * seconds);
    }
}
