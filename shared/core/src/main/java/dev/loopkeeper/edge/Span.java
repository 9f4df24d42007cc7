package dev.loopkeeper.edge;

import java.time.Duration;
import java.util.Locale;

/** A length of time in the one unit a person would use for it. */
public final class Span {
    private Span() {}

    /** Such as {@code 90 days}, {@code 2.5 h}, {@code 30 min}, {@code 5 s}. */
    public static String of(Duration time) {
        double seconds = time.toMillis() / 1_000.0;
        if (seconds >= 48 * 3_600) {
            return amount(seconds / 86_400) + " days";
        }
        if (seconds >= 3_600) {
            return amount(seconds / 3_600) + " h";
        }
        return seconds >= 60 ? amount(seconds / 60) + " min" : amount(seconds) + " s";
    }

    private static String amount(double value) {
        return String.format(Locale.ROOT, "%.1f", value).replaceFirst("\\.0$", "");
    }
}
