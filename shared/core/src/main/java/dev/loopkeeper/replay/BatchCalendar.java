package dev.loopkeeper.replay;

import dev.loopkeeper.edge.LoopException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A history cut into batches: by day or by week where that makes enough of them, else into equal parts.
 *
 * @param ends index after the last row of each batch
 * @param starts time of the first row of each batch; empty without a time column
 * @param unit what a batch is, for people: {@code day}, {@code week}, {@code part}
 */
public record BatchCalendar(int[] ends, List<Instant> starts, String unit) {
    private static final int LEAST = 30;
    private static final int MOST = 400;
    private static final int PARTS = 60;
    private static final int LEAST_ROWS = 30;
    private static final int WEEK = 7;

    /** Cuts rows that are sorted by time. */
    public static BatchCalendar of(long[] times, boolean dated) {
        if (times.length < LEAST * LEAST_ROWS) {
            throw LoopException.poison(String.format(
                    Locale.ROOT,
                    "the history has %,d usable rows, a replay needs at least %,d",
                    times.length,
                    LEAST * LEAST_ROWS));
        }
        if (dated) {
            int[] days = cut(times, 1);
            if (days.length >= LEAST && days.length <= MOST && whole(days, times)) {
                return dated(days, times, "day");
            }
            int[] weeks = cut(times, WEEK);
            if (weeks.length >= LEAST) {
                return dated(weeks, times, "week");
            }
        }
        int[] parts = new int[PARTS];
        for (int i = 0; i < PARTS; i++) {
            parts[i] = (int) ((i + 1L) * times.length / PARTS);
        }
        return dated ? dated(parts, times, "part") : new BatchCalendar(parts, List.of(), "part");
    }

    /** Cuts where the period changes, once enough rows are together. */
    private static int[] cut(long[] times, int days) {
        List<Integer> ends = new ArrayList<>();
        int start = 0;
        for (int r = 1; r < times.length; r++) {
            if (period(times[r], days) != period(times[r - 1], days) && r - start >= LEAST_ROWS) {
                ends.add(r);
                start = r;
            }
        }
        if (times.length - start >= LEAST_ROWS || ends.isEmpty()) {
            ends.add(times.length);
        } else {
            ends.set(ends.size() - 1, times.length);
        }
        return ends.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Whether hardly any day had to be joined with the next for want of rows. */
    private static boolean whole(int[] ends, long[] times) {
        int days = 1;
        for (int r = 1; r < times.length; r++) {
            days += period(times[r], 1) == period(times[r - 1], 1) ? 0 : 1;
        }
        return ends.length >= .9 * days;
    }

    private static BatchCalendar dated(int[] ends, long[] times, String unit) {
        List<Instant> starts = new ArrayList<>();
        for (int j = 0; j < ends.length; j++) {
            starts.add(Instant.ofEpochMilli(times[j == 0 ? 0 : ends[j - 1]]));
        }
        return new BatchCalendar(ends, starts, unit);
    }

    /** Number of the period of so many days; weeks start on Monday, as day 0 was a Thursday. */
    private static long period(long millis, int days) {
        long day = Math.floorDiv(millis, Duration.ofDays(1).toMillis());
        return Math.floorDiv(day + (days == WEEK ? WEEK / 2 : 0), days);
    }

    public int batches() {
        return ends.length;
    }

    public boolean dated() {
        return !starts.isEmpty();
    }

    public int rows(int batch) {
        return ends[batch] - (batch == 0 ? 0 : ends[batch - 1]);
    }

    /** Whether a new week starts after that batch. */
    public boolean weekEnds(int batch) {
        return period(starts.get(batch).toEpochMilli(), WEEK)
                != period(starts.get(batch + 1).toEpochMilli(), WEEK);
    }

    /** Whether a new month starts after that batch. */
    public boolean monthEnds(int batch) {
        return month(starts.get(batch)) != month(starts.get(batch + 1));
    }

    private static int month(Instant time) {
        LocalDate day = LocalDate.ofInstant(time, ZoneOffset.UTC);
        return 12 * day.getYear() + day.getMonthValue();
    }

    /** Batches that pass before a label is final; 0 without a time column. */
    public int delay(Duration maturity) {
        if (!dated() || maturity.isZero()) {
            return 0;
        }
        long span = Duration.between(starts.get(0), starts.get(batches() - 1)).toMillis() / Math.max(1, batches() - 1);
        return (int) Math.ceil((double) maturity.toMillis() / Math.max(1, span));
    }
}
