package dev.loopkeeper.status;

import java.util.List;
import java.util.Optional;

/**
 * How far the newest batches are from what the champion was trained on, column by column.
 *
 * @param champion whose reference profile they are compared with
 * @param batches oldest first
 * @param rows the furthest moved column first
 * @param columns that were compared, more than are in {@code rows}
 */
public record DriftMap(String champion, List<Batch> batches, List<Row> rows, int columns) {
    /** One batch; {@code label} is its time or its arrival. */
    public record Batch(String id, String key, String label, long rows) {}

    /** One column; a cell is empty where the batch could not be compared. */
    public record Row(String column, List<Optional<Cell>> cells) {
        public Row {
            cells = List.copyOf(cells);
        }

        /** Batches in which the column moved. */
        public long moved() {
            return cells.stream().flatMap(Optional::stream).filter(Cell::moved).count();
        }
    }

    /**
     * One column of one batch.
     *
     * @param ratio distance over its threshold: above 1 it moved
     */
    public record Cell(String measure, double distance, double ratio, boolean moved, String sentence) {}

    public DriftMap {
        batches = List.copyOf(batches);
        rows = List.copyOf(rows);
    }

    /** Nothing to compare yet. */
    public static DriftMap none() {
        return new DriftMap("", List.of(), List.of(), 0);
    }
}
