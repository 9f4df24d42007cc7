package dev.loopkeeper.data;

import java.util.List;
import java.util.Optional;

/**
 * The pinned form of a model's batches.
 *
 * @param version counts the pins, from 1
 */
public record Schema(int version, List<Column> columns) {
    /** What a column holds. */
    public enum Type {
        NUMBER,
        CATEGORY,
        BOOLEAN,
        TIME,
        /** Nothing but nulls so far. */
        EMPTY
    }

    /**
     * One column.
     *
     * @param maxNullShare largest share of nulls a batch may have, 0 to 1
     */
    public record Column(String name, Type type, double maxNullShare) {}

    public Schema {
        columns = List.copyOf(columns);
    }

    /** The column of that name. */
    public Optional<Column> column(String name) {
        return columns.stream().filter(c -> c.name().equals(name)).findFirst();
    }
}
