package dev.loopkeeper.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A recurring stretch of time: {@code 20:00-06:00 Asia/Taipei} every day, or {@code Fri 18:00 - Mon 06:00 Asia/Taipei} every
 * week. The start is in it, the end is not; it may run past midnight or past Sunday. Wall-clock time of its zone, so a
 * daylight-saving change shortens or lengthens it.
 */
public record WeekWindow(
    Optional<DayOfWeek> fromDay, LocalTime from, Optional<DayOfWeek> toDay, LocalTime to, ZoneId zone) {
  private static final Pattern FORM =
      Pattern.compile("(?:(\\p{Alpha}{3}) )?(\\d{2}:\\d{2}) ?- ?(?:(\\p{Alpha}{3}) )?(\\d{2}:\\d{2}) (\\S+)");
  private static final int MINUTES_A_DAY = 1_440;

  /** Reads one of the two forms. */
  @JsonCreator
  public static WeekWindow parse(String text) {
    Matcher m = FORM.matcher(text.trim());
    if (!m.matches() || (m.group(1) == null) != (m.group(3) == null)) {
      throw new IllegalArgumentException(
          "window '" + text + "' must read '20:00-06:00 Asia/Taipei' or 'Fri 18:00 - Mon 06:00 Asia/Taipei'");
    }
    try {
      return new WeekWindow(day(m.group(1)), LocalTime.parse(m.group(2)), day(m.group(3)), LocalTime.parse(m.group(4)), ZoneId.of(m.group(5)));
    } catch (java.time.DateTimeException e) {
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
    throw new IllegalArgumentException("day '" + text + "' must be one of Mon Tue Wed Thu Fri Sat Sun");
  }

  /** Whether the instant lies inside. */
  public boolean contains(Instant at) {
    ZonedDateTime local = at.atZone(zone);
    int start = minute(fromDay, from);
    int end = minute(toDay, to);
    int now = minute(fromDay.map(d -> local.getDayOfWeek()), local.toLocalTime());
    return start <= end ? now >= start && now < end : now >= start || now < end;
  }

  /** The first whole minute at or after {@code at} that lies inside, found within eight days. */
  public Instant nextInside(Instant at) {
    return next(at, true);
  }

  /** The first whole minute at or after {@code at} that lies outside; {@code at} itself when it does. */
  public Instant nextOutside(Instant at) {
    return next(at, false);
  }

  private Instant next(Instant at, boolean inside) {
    Instant probe = at;
    for (int i = 0; i <= 8 * MINUTES_A_DAY; i++) {
      if (contains(probe) == inside) {
        return probe;
      }
      probe = probe.truncatedTo(java.time.temporal.ChronoUnit.MINUTES).plusSeconds(60);
    }
    return probe;
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
    return day.name().charAt(0) + day.name().substring(1, 3).toLowerCase(java.util.Locale.ROOT);
  }
}
