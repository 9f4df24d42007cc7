package dev.loopkeeper.local;

import java.time.Instant;
import java.util.Optional;

/**
 * How simulated time follows real time: {@code origin + (real - anchor) * scale} from {@code anchor} on.
 *
 * @param anchor real time at which the setting begins to hold
 * @param origin simulated time at the anchor
 * @param scale simulated seconds a real second; 0 stands still
 * @param before what holds until the anchor, so that every process changes speed at the same moment
 */
record ClockSetting(Instant anchor, Instant origin, double scale, Optional<ClockSetting> before) {
    ClockSetting {
        if (!(scale >= 0) || Double.isInfinite(scale)) {
            throw new IllegalArgumentException("clock scale is " + scale + ", expected a number from 0");
        }
    }

    /** Simulated nanoseconds since the epoch at a real moment. */
    long at(Instant real) {
        if (real.isBefore(anchor)) {
            return before.map(earlier -> earlier.at(real)).orElseGet(() -> nanos(origin));
        }
        return nanos(origin) + (long) ((nanos(real) - nanos(anchor)) * scale);
    }

    static long nanos(Instant at) {
        return Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000_000L), at.getNano());
    }

    static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
    }
}
