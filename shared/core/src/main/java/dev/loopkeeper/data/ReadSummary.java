package dev.loopkeeper.data;

import java.util.Set;

/**
 * What one pass over a batch met besides its rows.
 *
 * @param rows delivered to the sink
 * @param malformed rows left out because they are longer or shorter than the header
 * @param extraColumns keys of JSON objects that are no column of the header; their values were left out
 */
public record ReadSummary(long rows, long malformed, Set<String> extraColumns) {
    public ReadSummary {
        extraColumns = Set.copyOf(extraColumns);
    }
}
