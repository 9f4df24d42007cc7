package dev.loopkeeper.data;

import dev.loopkeeper.config.LoopConfig.ColumnRule;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.datasketches.frequencies.ItemsSketch;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;

/**
 * Collects the values of one column in bounded memory.
 *
 * <p>While a column has few distinct values they are only counted, which costs one look-up a cell; the first value too
 * many pours the counts into the sketches, and from then on every cell goes there.
 */
final class ColumnTally {
    static {
        SketchRuntime.prepare();
    }

    private static final int LONGEST = 64;

    private final SketchSize size;
    private final boolean time;
    private final Optional<RuleCheck> rule;
    private Map<String, long[]> counting = new HashMap<>();
    private final NumberTally numbers;
    private final HllSketch distinct;
    private ItemsSketch<String> texts;
    private long n;
    private long nulls;
    private long booleans;
    private long times;
    private long outside;
    private long earliest = Long.MAX_VALUE;
    private long latest = Long.MIN_VALUE;

    /** @param time whether the column is named as time */
    ColumnTally(SketchSize size, boolean time, Optional<ColumnRule> rule) {
        this.size = size;
        this.time = time;
        this.rule = rule.map(RuleCheck::new);
        this.numbers = new NumberTally(size.quantiles());
        this.distinct = new HllSketch(size.distinct(), TgtHllType.HLL_8);
    }

    void add(String value) {
        n++;
        if (value == null) {
            nulls++;
            return;
        }
        if (counting == null) {
            absorb(value, 1);
            return;
        }
        String shown = shortened(value);
        long[] count = counting.get(shown);
        if (count != null) {
            count[0]++;
        } else if (counting.size() < size.exact()) {
            counting.put(shown, new long[] {1});
        } else {
            pour();
            absorb(value, 1);
        }
    }

    ColumnProfile profile() {
        Optional<Map<String, Long>> values = Optional.empty();
        if (counting != null) {
            values = counting.size() <= ColumnProfile.LISTED ? Optional.of(listed()) : Optional.empty();
            pour();
        }
        return new ColumnProfile(
                new ColumnProfile.Counts(n, nulls, numbers.n(), booleans, times, outside),
                numbers.profile(),
                times == 0
                        ? Optional.empty()
                        : Optional.of(new ColumnProfile.TimeRange(
                                Instant.ofEpochMilli(earliest), Instant.ofEpochMilli(latest))),
                values,
                Sketches.write(distinct),
                Optional.ofNullable(texts).map(Sketches::write));
    }

    private Map<String, Long> listed() {
        Map<String, Long> listed = new LinkedHashMap<>();
        counting.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(e -> listed.put(e.getKey(), e.getValue()[0]));
        return listed;
    }

    private void pour() {
        Map<String, long[]> counted = counting;
        counting = null;
        counted.forEach((value, count) -> absorb(value, count[0]));
    }

    private void absorb(String value, long count) {
        double number = time ? Double.NaN : Numbers.parse(value);
        if (rule.isPresent() && rule.get().broken(value, number)) {
            outside += count;
        }
        if (Double.isNaN(number)) {
            absorbText(value, count);
            return;
        }
        numbers.add(number, count);
        // -0.0 and 0.0 are one value
        distinct.update(number + 0.0);
    }

    private void absorbText(String value, long count) {
        String shown = shortened(value);
        distinct.update(shown);
        long millis = Times.millis(value, time);
        if (millis != Times.NONE) {
            times += count;
            earliest = Math.min(earliest, millis);
            latest = Math.max(latest, millis);
            return;
        }
        booleans += Booleans.is(value) ? count : 0;
        texts = texts == null ? new ItemsSketch<>(size.items()) : texts;
        texts.update(shown, count);
    }

    /** Long texts keep their start and a hash, so that no value can fill the memory. */
    private static String shortened(String value) {
        return value.length() <= LONGEST
                ? value
                : value.substring(0, LONGEST - 12).strip() + "..." + Integer.toHexString(value.hashCode());
    }
}
