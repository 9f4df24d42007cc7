package dev.loopkeeper.status;

import dev.loopkeeper.edge.Pages;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as pages show them, in UTC. */
final class Moments {
    private static final DateTimeFormatter MINUTE = of("d MMM yyyy, HH:mm");
    private static final DateTimeFormatter DAY = of("d MMM yyyy");
    private static final DateTimeFormatter SHORT_DAY = of("d MMM");
    private static final DateTimeFormatter CLOCK = of("HH:mm");
    private static final DateTimeFormatter SECOND = of("HH:mm:ss");
    private static final Duration BRIEF = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofDays(2);

    private Moments() {}

    /** {@code 3 Nov 2026, 14:05 UTC}. */
    static String minute(Instant at) {
        return MINUTE.format(at) + " UTC";
    }

    static String day(Instant at) {
        return DAY.format(at);
    }

    /** A label on an axis that long. */
    static String tick(Instant at, Duration span) {
        if (span.compareTo(BRIEF) < 0) {
            return SECOND.format(at);
        }
        return (span.compareTo(SHORT) < 0 ? CLOCK : SHORT_DAY).format(at);
    }

    /** An element with the time. */
    static String html(Instant at) {
        return "<time datetime=\"" + at + "\">" + minute(at) + "</time>";
    }

    /** An element with the day, and the time as its tooltip. */
    static String dayHtml(Instant at) {
        return "<time datetime=\"" + at + "\" title=\"" + minute(at) + "\">" + day(at) + "</time>";
    }

    /** An element with the age at {@code now}, which the page keeps up to date; the time is its tooltip. */
    static String ago(Instant at, Instant now) {
        return "<time data-age datetime=\"" + at + "\" title=\"" + minute(at) + "\">" + Pages.text(age(at, now))
                + "</time>";
    }

    /** {@code 3 hours ago}. */
    static String age(Instant at, Instant now) {
        Duration age = Duration.between(at, now);
        return age.toMinutes() < 1 ? "just now" : length(age) + " ago";
    }

    /** {@code 3 hours}, the largest whole unit. */
    static String length(Duration time) {
        return time.toDays() > 0
                ? count(time.toDays(), "day")
                : time.toHours() > 0 ? count(time.toHours(), "hour") : count(Math.max(1, time.toMinutes()), "minute");
    }

    private static String count(long n, String unit) {
        return n + " " + unit + (n == 1 ? "" : "s");
    }

    private static DateTimeFormatter of(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
    }
}
