package dev.loopkeeper.connectors.rest;

import java.time.Duration;

/**
 * How long a call may take before its caller has better things to do.
 *
 * <p>A function is ended by its host after a minute at the least, in the middle of whatever it does; so a call ends
 * long before, all its tries, their pauses and the proof of who calls together.
 *
 * @param tries at most so many, one for calls that must not be repeated
 * @param total for the whole call until its answer is read, for a stream until it is opened
 * @param connect for one connection
 * @param read for each wait for bytes
 */
public record Patience(int tries, Duration total, Duration connect, Duration read) {
    /** Of a call whose answer is needed. */
    public static final Patience USUAL =
            new Patience(4, Duration.ofSeconds(20), Duration.ofSeconds(3), Duration.ofSeconds(10));
    /** Of a hint at work: it is no loss, as sweep finds the same work within a minute. */
    public static final Patience HINT = once(Duration.ofSeconds(3));
    /** Of a body that is read while it arrives, which may falter. */
    static final Patience STREAM =
            new Patience(4, Duration.ofSeconds(45), Duration.ofSeconds(3), Duration.ofSeconds(30));

    public Patience {
        if (tries < 1 || isNone(total) || isNone(connect) || isNone(read)) {
            throw new IllegalArgumentException("a call needs a try and some time, not " + tries + " tries, " + total
                    + " in all, " + connect + " to connect, " + read + " to read");
        }
    }

    /** One try of so long: a third of it to connect, the rest to hear something. */
    public static Patience once(Duration total) {
        return new Patience(1, total, total.dividedBy(3), total.multipliedBy(2).dividedBy(3));
    }

    /**
     * The same for one more try, cut so that connecting and the first read together take no longer than what is left.
     */
    Patience within(Duration left) {
        return new Patience(
                tries,
                total,
                shorter(connect, left.dividedBy(3)),
                shorter(read, left.multipliedBy(2).dividedBy(3)));
    }

    private static boolean isNone(Duration time) {
        return time.isZero() || time.isNegative();
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
