package dev.loopkeeper.data;

import java.time.Instant;
import java.util.Optional;

/**
 * Reads a point in time as data files spell it; a time without zone is UTC.
 *
 * <p>Always: {@code 2013-01-31}, {@code 2013/01/31}, {@code 31.01.2013}, {@code 01/31/2013} (month first, also
 * {@code 1/31/13}), each alone or followed by {@code T} or a space and {@code HH:mm[:ss[.fraction]]}, an optional
 * {@code AM} or {@code PM}, and an optional zone {@code Z}, {@code +08:00}, {@code +0800} or {@code +08}. Only in a
 * column that is named as time: {@code 20130131}, epoch seconds (1973 to 2286) and epoch milliseconds. Resolution is
 * the millisecond.
 */
public final class Times {
    /** What {@link #millis} answers when the text is no time. */
    static final long NONE = Long.MIN_VALUE;

    private static final double EARLIEST_SECONDS = 1e8;
    private static final double EARLIEST_MILLIS = 1e11;
    private static final double LATEST_MILLIS = 1e13;

    private Times() {}

    /** The time, or empty when the text is none by itself. */
    public static Optional<Instant> parse(String text) {
        return instant(millis(text, false));
    }

    /** The time in a column that is named as time: plain numbers count too. */
    public static Optional<Instant> parseNamed(String text) {
        return instant(millis(text, true));
    }

    /** Milliseconds since 1970, or {@link #NONE}. */
    static long millis(String text, boolean named) {
        if (text == null || text.length() < 6 || text.length() > 40 || text.charAt(0) < '0' || text.charAt(0) > '9') {
            return NONE;
        }
        long written = new TimeScan(text).millis();
        return written == NONE && named ? number(text) : written;
    }

    private static long number(String text) {
        double value = Numbers.parse(text);
        if (text.length() == 8 && value >= 1_900_01_01 && value <= 2_100_12_31) {
            return new TimeScan(text.substring(0, 4) + "-" + text.substring(4, 6) + "-" + text.substring(6)).millis();
        }
        if (value >= EARLIEST_MILLIS && value < LATEST_MILLIS) {
            return (long) value;
        }
        return value >= EARLIEST_SECONDS && value < EARLIEST_MILLIS / 10 ? (long) (value * 1_000) : NONE;
    }

    private static Optional<Instant> instant(long millis) {
        return millis == NONE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }
}
