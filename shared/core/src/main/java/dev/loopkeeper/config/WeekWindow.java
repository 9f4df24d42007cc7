package dev.loopkeeper.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A recurring stretch of time: {@code 20:00-06:00 Asia/Taipei} every day, or {@code Fri 18:00 - Mon 06:00 Asia/Taipei}
 * every week. The start is in it, the end is not; it may run past midnight or past Sunday. Wall-clock time of its zone,
 * so a daylight-saving change shortens or lengthens it.
 */
public record WeekWindow(
        Optional<DayOfWeek> fromDay, LocalTime from, Optional<DayOfWeek> toDay, LocalTime to, ZoneId zone) {
    private static final Pattern FORM =
            Pattern.compile("(?:(\\p{Alpha}{3}) )?(\\d{2}:\\d{2}) ?- ?(?:(\\p{Alpha}{3}) )?(\\d{2}:\\d{2}) (\\S+)");
    private static final int MINUTES_A_DAY = 1_440;
    /** A weekly start that a clock change skips comes back a week later. */
    private static final int HORIZON_DAYS = 15;

    public WeekWindow {
        if (fromDay.equals(toDay) && from.equals(to)) {
            throw new IllegalArgumentException("a window must not end when it starts: " + from);
        }
    }

    /** Reads one of the two forms. */
    @JsonCreator
    public static WeekWindow parse(String text) {
        Matcher m = FORM.matcher(text.trim());
        if (!m.matches() || (m.group(1) == null) != (m.group(3) == null)) {
            throw new IllegalArgumentException(
                    "window '" + text + "' must read '20:00-06:00 Asia/Taipei' or 'Fri 18:00 - Mon 06:00 Asia/Taipei'");
        }
        try {
            return new WeekWindow(
                    day(m.group(1)),
                    LocalTime.parse(m.group(2)),
                    day(m.group(3)),
                    LocalTime.parse(m.group(4)),
                    ZoneId.of(m.group(5)));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("window '" + text + "': " + e.getMessage(), e);
        }
    }

    private static Optional<DayOfWeek> day(String text) {
        if (text == null) {
            return Optional.empty();
        }
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.name().regionMatches(true, 0, text, 0, 3)) {
                return Optional.of(day);
            }
        }
        throw new IllegalArgumentException("window: day '" + text + "' must be one of Mon Tue Wed Thu Fri Sat Sun");
    }

    /** Whether the instant lies inside. */
    public boolean contains(Instant at) {
        ZonedDateTime local = at.atZone(zone);
        int start = minute(fromDay, from);
        int end = minute(toDay, to);
        int now = minute(fromDay.map(d -> local.getDayOfWeek()), local.toLocalTime());
        return start <= end ? now >= start && now < end : now >= start || now < end;
    }

    /** {@code at} itself when it lies inside, else the start of the next stretch, found within 15 days. */
    public Instant nextInside(Instant at) {
        return next(at, true);
    }

    /** {@code at} itself when it lies outside, else the end of this stretch, found within 15 days. */
    public Instant nextOutside(Instant at) {
        return next(at, false);
    }

    private Instant next(Instant at, boolean inside) {
        if (contains(at) == inside) {
            return at;
        }
        return edges(at)
                .filter(edge -> contains(edge) == inside)
                .min(Comparator.naturalOrder())
                .orElse(at.plus(HORIZON_DAYS, ChronoUnit.DAYS));
    }

    /**
     * The only instants at which the answer can change: starts and ends, twice where a clock is set back, and clock
     * changes.
     */
    private Stream<Instant> edges(Instant at) {
        ZoneRules rules = zone.getRules();
        Stream<Instant> times = at.atZone(zone)
                .toLocalDate()
                .minusDays(1)
                .datesUntil(at.atZone(zone).toLocalDate().plusDays(HORIZON_DAYS))
                .flatMap(day -> Stream.of(day.atTime(from), day.atTime(to)))
                .flatMap(time -> rules.getValidOffsets(time).stream().map(time::toInstant));
        Stream<Instant> clockChanges = Stream.iterate(
                        rules.nextTransition(at), Objects::nonNull, change -> rules.nextTransition(change.getInstant()))
                .limit(2)
                .map(ZoneOffsetTransition::getInstant);
        return Stream.concat(times, clockChanges)
                .filter(edge -> edge.isAfter(at) && edge.isBefore(at.plus(HORIZON_DAYS, ChronoUnit.DAYS)));
    }

    private static int minute(Optional<DayOfWeek> day, LocalTime time) {
        return day.map(d -> (d.getValue() - 1) * MINUTES_A_DAY).orElse(0) + time.getHour() * 60 + time.getMinute();
    }

    @JsonValue
    @Override
    public String toString() {
        return fromDay.map(d -> shown(d) + " ").orElse("") + from + (fromDay.isPresent() ? " - " : "-")
                + toDay.map(d -> shown(d) + " ").orElse("") + to + " " + zone;
    }

    private static String shown(DayOfWeek day) {
        return day.name().charAt(0) + day.name().substring(1, 3).toLowerCase(Locale.ROOT);
    }
}
