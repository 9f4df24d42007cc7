package dev.loopkeeper.local.trainer;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/**
 * A feature made of a time, read in UTC.
 *
 * <p>A part is used only when the training rows span enough time to have seen it come round: a month learnt from half a
 * year tells nothing about the other half.
 */
enum TimePart {
    HOUR(2),
    DAY_OF_WEEK(10),
    WEEKEND(10),
    DAY_OF_MONTH(90),
    DAY_OF_YEAR(400);

    private final int minDays;

    TimePart(int minDays) {
        this.minDays = minDays;
    }

    boolean usableOver(double days) {
        return days >= minDays;
    }

    float of(ZonedDateTime time) {
        return switch (this) {
            case HOUR -> time.getHour() + time.getMinute() / 60f;
            case DAY_OF_WEEK -> time.getDayOfWeek().getValue();
            case WEEKEND -> time.getDayOfWeek().getValue() > 5 ? 1 : 0;
            case DAY_OF_MONTH -> time.getDayOfMonth();
            case DAY_OF_YEAR -> time.getDayOfYear();
        };
    }

    static ZonedDateTime read(long millis) {
        return Instant.ofEpochMilli(millis).atZone(ZoneOffset.UTC);
    }
}
