package dev.loopkeeper.local.trainer;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Says why a column is no feature: it tells nothing (constant, empty) or it names the row (unique texts, a counter).
 *
 * <p>A counter is dropped because every new row lies beyond the values that were learnt.
 */
final class ColumnChoice {
    private static final int FEW = 20;
    private final RowTable table;
    private final int[] rows;

    /** Looks at these rows, oldest first. */
    ColumnChoice(RowTable table, int[] rows) {
        this.table = table;
        this.rows = rows;
    }

    Optional<String> reasonToDrop(String name) {
        TableColumn column = table.column(name);
        long present = 0;
        for (int row : rows) {
            present += column.missing(row) ? 0 : 1;
        }
        if (present == 0) {
            return Optional.of("empty");
        }
        if (column instanceof TextColumn text) {
            return texts(text, present);
        }
        return column instanceof NumberColumn number ? numbers(number, present) : Optional.empty();
    }

    private Optional<String> texts(TextColumn column, long present) {
        boolean[] seen = new boolean[column.distinct()];
        long distinct = 0;
        for (int row : rows) {
            int code = column.code(row);
            if (code != TextColumn.MISSING && !seen[code]) {
                seen[code] = true;
                distinct++;
            }
        }
        if (distinct == 1 && present == rows.length) {
            return Optional.of("constant");
        }
        boolean unique = distinct > FEW && distinct > present / 2;
        return column.overflown() || unique ? Optional.of("a different text in most rows") : Optional.empty();
    }

    private Optional<String> numbers(NumberColumn column, long present) {
        float first = Float.NaN;
        boolean constant = true;
        boolean rising = present == rows.length && present > FEW;
        for (int i = 0; i < rows.length; i++) {
            float value = column.value(rows[i]);
            first = Float.isNaN(first) ? value : first;
            constant &= Float.isNaN(value) || value == first;
            rising &= i == 0 || value > column.value(rows[i - 1]) && value == Math.rint(value);
        }
        if (constant && present == rows.length) {
            return Optional.of("constant");
        }
        float last = column.value(rows[rows.length - 1]);
        return rising && last - first < 2.0 * rows.length ? Optional.of("a counter of rows") : Optional.empty();
    }

    /** The parts of a time column that differ between the rows and came round within them. */
    List<TimePart> parts(TimeColumn column) {
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (int row : rows) {
            if (!column.missing(row)) {
                min = Math.min(min, column.millis(row));
                max = Math.max(max, column.millis(row));
            }
        }
        double days = (max - min) / 86_400_000.0;
        return Stream.of(TimePart.values())
                .filter(p -> p.usableOver(days) && varies(p, column))
                .toList();
    }

    private boolean varies(TimePart part, TimeColumn column) {
        float first = Float.NaN;
        for (int row : rows) {
            if (!column.missing(row)) {
                float value = part.of(TimePart.read(column.millis(row)));
                if (!Float.isNaN(first) && value != first) {
                    return true;
                }
                first = value;
            }
        }
        return false;
    }
}
