package dev.loopkeeper.data;

import java.util.List;

/**
 * How far batches have moved from the champion's reference profile.
 *
 * @param columns every compared column, the furthest moved first
 * @param sentence which columns moved and how, for a person
 */
public record DriftReport(long referenceRows, long rows, List<ColumnDrift> columns, String sentence) {
    /**
     * One column.
     *
     * @param measure the distance that decides: {@code ks} for numbers, {@code js} or {@code l-infinity} for
     *     categories, {@code nulls} for the share of rows without a value
     * @param distance its value
     * @param threshold a distance above it counts as moved: minimum effect and noise at this n, corrected over columns
     * @param psi population stability index on the reference's deciles, or over categories
     * @param wasserstein distance of the quantile functions in standard deviations of the reference; 0 for categories
     * @param ks largest difference of the distribution functions; for categories of any one share (L-infinity)
     * @param js Jensen-Shannon distance, 0 to 1
     * @param sentence how it moved: "mean fell from 12.1 to 4.3"
     */
    public record ColumnDrift(
            String column,
            String measure,
            double distance,
            double threshold,
            boolean moved,
            double psi,
            double wasserstein,
            double ks,
            double js,
            String sentence) {}

    public DriftReport {
        columns = List.copyOf(columns);
    }

    /** Whether any column moved. */
    public boolean moved() {
        return columns.stream().anyMatch(ColumnDrift::moved);
    }
}
