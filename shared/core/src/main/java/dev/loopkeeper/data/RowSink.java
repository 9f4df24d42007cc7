package dev.loopkeeper.data;

import java.util.List;

/**
 * Takes the rows of one batch in file order.
 *
 * <p>{@link #header} is called once before any row, and not at all for an object without a header. Values stand in
 * header order, {@code null} for a missing one (see {@link Missing}); the array is reused between calls, so a sink
 * copies what it keeps.
 */
public interface RowSink {
    /** The column names: unique, none empty. */
    void header(List<String> columns);

    /** One well-formed row; {@code number} counts the delivered rows from 1. */
    void row(long number, String[] values);
}
