package dev.loopkeeper.data;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.datasketches.frequencies.ItemsSketch;

/**
 * What is known about one column of one batch, or of many after a merge: counts are exact, the rest is sketched.
 *
 * @param numbers empty when no value is a number
 * @param times earliest and latest time; empty when no value is a time
 * @param values how often each value occurs, exactly; empty when there are more than 64
 * @param distinct HLL sketch of the values as text (Flajolet et al. 2007)
 * @param texts frequent-items sketch of the values that are neither number nor time, as text; empty when there are none
 */
public record ColumnProfile(
        Counts counts,
        Optional<NumberProfile> numbers,
        Optional<TimeRange> times,
        Optional<Map<String, Long>> values,
        String distinct,
        Optional<String> texts) {

    /** Most distinct values that {@link #values} lists. */
    static final int LISTED = 64;

    /**
     * Exact counts.
     *
     * @param n rows, with and without a value
     * @param nulls rows without a value, see {@link Missing}
     * @param numbers values that are numbers, see {@link Numbers}
     * @param booleans values that are yes or no words, see {@link Booleans}
     * @param times values that are times, see {@link Times}
     * @param outside values that break the column's rule in {@code loop.yaml}
     */
    public record Counts(long n, long nulls, long numbers, long booleans, long times, long outside) {
        Counts plus(Counts o) {
            return new Counts(
                    n + o.n,
                    nulls + o.nulls,
                    numbers + o.numbers,
                    booleans + o.booleans,
                    times + o.times,
                    outside + o.outside);
        }
    }

    /** Earliest and latest time. */
    public record TimeRange(Instant from, Instant to) {
        TimeRange span(TimeRange o) {
            return new TimeRange(from.isBefore(o.from) ? from : o.from, to.isAfter(o.to) ? to : o.to);
        }
    }

    public ColumnProfile {
        values = values.map(v -> Collections.unmodifiableMap(new LinkedHashMap<>(v)));
    }

    /** Rows with a value. */
    public long present() {
        return counts.n() - counts.nulls();
    }

    /** Share of rows without a value, 0 to 1. */
    public double nullShare() {
        return counts.n() == 0 ? 0 : (double) counts.nulls() / counts.n();
    }

    /** Values that do not read as the type; a category takes everything. */
    public long typeErrors(Schema.Type type) {
        return switch (type) {
            case NUMBER -> present() - counts.numbers();
            case BOOLEAN -> present() - counts.booleans();
            case TIME -> present() - counts.times();
            case CATEGORY, EMPTY -> 0;
        };
    }

    /** Estimated number of distinct values; exact when {@link #values} is there. */
    public double distinctValues() {
        return values.isPresent()
                ? values.get().size()
                : Sketches.distinct(distinct).getEstimate();
    }

    Optional<ItemsSketch<String>> textItems() {
        return texts.map(Sketches::items);
    }
}
