package dev.loopkeeper.data;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.datasketches.frequencies.ItemsSketch;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.apache.datasketches.hll.Union;

/**
 * Adds profiles of one column up: the result is that of one pass over all rows, exactly or within the sketches' errors.
 */
final class ColumnMerge {
    static {
        SketchRuntime.prepare();
    }

    private final SketchSize size;
    private final NumberTally numbers;
    private final Union distinct;
    private ColumnProfile.Counts counts = new ColumnProfile.Counts(0, 0, 0, 0, 0, 0);
    private Optional<ColumnProfile.TimeRange> times = Optional.empty();
    private Optional<Map<String, Long>> values = Optional.of(new TreeMap<>());
    private ItemsSketch<String> texts;

    ColumnMerge(SketchSize size) {
        this.size = size;
        this.numbers = new NumberTally(size.quantiles());
        this.distinct = new Union(size.distinct());
    }

    /** The sum of all parts. */
    static ColumnProfile of(SketchSize size, List<ColumnProfile> parts) {
        ColumnMerge merge = new ColumnMerge(size);
        parts.forEach(merge::add);
        return merge.profile();
    }

    private void add(ColumnProfile part) {
        counts = counts.plus(part.counts());
        part.numbers().ifPresent(numbers::add);
        part.times().ifPresent(t -> times = Optional.of(times.map(t::span).orElse(t)));
        distinct.update(Sketches.distinct(part.distinct()));
        part.textItems().ifPresent(this::addTexts);
        addValues(part.values());
    }

    private ColumnProfile profile() {
        HllSketch union = distinct.getResult(TgtHllType.HLL_4);
        return new ColumnProfile(
                counts,
                numbers.profile(),
                times,
                values,
                Sketches.write(union),
                Optional.ofNullable(texts).map(Sketches::write));
    }

    private void addTexts(ItemsSketch<String> part) {
        texts = texts == null ? new ItemsSketch<>(size.items()) : texts;
        texts.merge(part);
    }

    private void addValues(Optional<Map<String, Long>> part) {
        if (values.isEmpty() || part.isEmpty()) {
            values = Optional.empty();
            return;
        }
        Map<String, Long> sum = values.get();
        part.get().forEach((value, count) -> sum.merge(value, count, Long::sum));
        if (sum.size() > ColumnProfile.LISTED) {
            values = Optional.empty();
        }
    }
}
