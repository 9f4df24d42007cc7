package dev.loopkeeper.replay;

import dev.loopkeeper.data.Missing;
import dev.loopkeeper.data.Numbers;
import dev.loopkeeper.data.Times;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * One number made of one cell.
 *
 * <p>Written as {@code column} for its number, {@code column:hhmm} for minutes since midnight of a number such as 1435,
 * {@code column=value} for a flag, {@code column:hour} and {@code column:weekday} for parts of a time. A missing or
 * unreadable cell is 0.
 *
 * @param value what a {@link Kind#FLAG} looks for; else empty
 */
public record Feature(String column, Kind kind, String value) {
    /** How the cell becomes a number. */
    public enum Kind {
        NUMBER,
        HHMM,
        FLAG,
        HOUR,
        WEEKDAY
    }

    /** As it is written in a list of features. */
    public String name() {
        return switch (kind) {
            case NUMBER -> column;
            case HHMM -> column + ":hhmm";
            case FLAG -> column + "=" + value;
            case HOUR -> column + ":hour";
            case WEEKDAY -> column + ":weekday";
        };
    }

    /** The number of a cell; {@code null} is a missing one. */
    double of(String cell) {
        if (Missing.is(cell)) {
            return 0;
        }
        return switch (kind) {
            case NUMBER -> number(cell);
            case HHMM -> minutes(number(cell));
            case FLAG -> cell.equals(value) ? 1 : 0;
            case HOUR ->
                time(cell)
                        .map(t -> (double) t.atOffset(ZoneOffset.UTC).getHour())
                        .orElse(0.0);
            case WEEKDAY ->
                time(cell)
                        .map(t -> (double)
                                t.atOffset(ZoneOffset.UTC).getDayOfWeek().getValue())
                        .orElse(0.0);
        };
    }

    private static double number(String cell) {
        double number = Numbers.parse(cell);
        return Double.isNaN(number) ? 0 : number;
    }

    private static double minutes(double clock) {
        double hours = Math.floor(clock / 100);
        return hours * 60 + clock - hours * 100;
    }

    private static Optional<Instant> time(String cell) {
        return Times.parse(cell);
    }
}
