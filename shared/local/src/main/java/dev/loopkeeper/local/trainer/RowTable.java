package dev.loopkeeper.local.trainer;

import dev.loopkeeper.data.Schema;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The cleaned rows of a run by column: 500,000 rows of 40 columns take about 100 MB.
 *
 * <p>A row is named by the index of its batch in the request and its number in the batch, and ordered by its time, then
 * by that name.
 */
final class RowTable {
    private final Map<String, TableColumn> columns = new LinkedHashMap<>();
    private int[] batch = new int[1_024];
    private long[] number = new long[1_024];
    private long[] time = new long[1_024];
    private long[] hash = new long[1_024];
    private int size;

    RowTable(Schema schema) {
        schema.columns().stream()
                .filter(c -> c.type() != Schema.Type.EMPTY)
                .forEach(c -> columns.put(c.name(), TableColumn.of(c.type())));
    }

    Map<String, TableColumn> columns() {
        return Collections.unmodifiableMap(columns);
    }

    TableColumn column(String name) {
        return columns.get(name);
    }

    int size() {
        return size;
    }

    /** Names the next row; its cells are added to the columns by the caller. */
    void addRow(int batchIndex, long rowNumber, long millis, long rowHash) {
        if (size == batch.length) {
            int larger = size + (size >> 1) + 16;
            batch = Arrays.copyOf(batch, larger);
            number = Arrays.copyOf(number, larger);
            time = Arrays.copyOf(time, larger);
            hash = Arrays.copyOf(hash, larger);
        }
        batch[size] = batchIndex;
        number[size] = rowNumber;
        time[size] = millis;
        hash[size++] = rowHash;
    }

    int batch(int row) {
        return batch[row];
    }

    long number(int row) {
        return number[row];
    }

    long time(int row) {
        return time[row];
    }

    long hash(int row) {
        return hash[row];
    }

    /** All rows, oldest first. */
    int[] inOrder() {
        Comparator<Integer> order = Comparator.<Integer>comparingLong(r -> time[r])
                .thenComparingInt(r -> batch[r])
                .thenComparingLong(r -> number[r]);
        return IntStream.range(0, size)
                .boxed()
                .sorted(order)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Forgets all but the newest rows. */
    void keepNewest(int count) {
        int[] ordered = inOrder();
        int[] rows = Arrays.copyOfRange(ordered, Math.max(0, size - count), size);
        columns.values().forEach(c -> c.keep(rows));
        batch = Arrays.stream(rows).map(r -> batch[r]).toArray();
        number = Arrays.stream(rows).mapToLong(r -> number[r]).toArray();
        time = Arrays.stream(rows).mapToLong(r -> time[r]).toArray();
        hash = Arrays.stream(rows).mapToLong(r -> hash[r]).toArray();
        size = rows.length;
    }
}
