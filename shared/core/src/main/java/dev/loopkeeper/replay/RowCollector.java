package dev.loopkeeper.replay;

import dev.loopkeeper.data.Numbers;
import dev.loopkeeper.data.RowSink;
import dev.loopkeeper.data.Times;
import dev.loopkeeper.edge.LoopException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the rows of a file that have a label, as numbers; every {@code step}-th row of a file that is too large to
 * keep.
 *
 * <p>Rows without a label, or without a time where one is asked for, are left out and counted.
 */
public final class RowCollector implements RowSink {
    private final List<Feature> features;
    private final LabelCode label;
    private final Optional<String> time;
    private final int step;
    private final List<double[]> x = new ArrayList<>();
    private final List<Double> y = new ArrayList<>();
    private final List<Long> times = new ArrayList<>();
    private int[] columns = {};
    private int labelColumn;
    private int timeColumn;
    private long skipped;

    /** Keeps every row when {@code step} is 1. */
    public RowCollector(List<Feature> features, LabelCode label, Optional<String> time, int step) {
        this.features = List.copyOf(features);
        this.label = label;
        this.time = time;
        this.step = step;
    }

    @Override
    public void header(List<String> names) {
        columns = features.stream().mapToInt(f -> at(names, f.column())).toArray();
        labelColumn = at(names, label.column());
        timeColumn = time.map(t -> at(names, t)).orElse(-1);
    }

    private static int at(List<String> names, String column) {
        int at = names.indexOf(column);
        if (at < 0) {
            throw LoopException.poison("there is no column '" + column + "'; the file has " + String.join(", ", names));
        }
        return at;
    }

    @Override
    public void row(long number, String[] values) {
        if (number % step != 0) {
            return;
        }
        double target = label.of(values[labelColumn]);
        Optional<Long> at = timeColumn < 0
                ? Optional.of(number)
                : Optional.ofNullable(values[timeColumn])
                        .flatMap(Times::parseNamed)
                        .map(t -> t.toEpochMilli());
        if (Double.isNaN(target) || at.isEmpty()) {
            skipped++;
            return;
        }
        double[] row = new double[columns.length];
        for (int c = 0; c < row.length; c++) {
            row[c] = features.get(c).of(values[columns[c]]);
        }
        x.add(row);
        y.add(target);
        times.add(at.get());
    }

    /** Rows left out. */
    public long skipped() {
        return skipped;
    }

    /** Milliseconds of each kept row in file order, or row numbers without a time column. */
    public long[] times() {
        return times.stream().mapToLong(Long::longValue).toArray();
    }

    /** The rows in file order, or sorted by time when there is a time column. */
    public SampleRows rows(int[] order) {
        double[][] sortedX = new double[order.length][];
        double[] sortedY = new double[order.length];
        for (int i = 0; i < order.length; i++) {
            sortedX[i] = x.get(order[i]);
            sortedY[i] = y.get(order[i]);
        }
        return new SampleRows(
                features.stream().map(Feature::name).toList(), sortedX, sortedY, label.regression(), label.scale());
    }

    /** Number a cell holds, NaN for none. */
    static double number(String cell) {
        return cell == null ? Double.NaN : Numbers.parse(cell);
    }
}
