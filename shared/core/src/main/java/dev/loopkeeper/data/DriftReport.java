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
   * @param measure the distance that decides: {@code wasserstein}, {@code psi}, {@code ks}, {@code js}, {@code l-infinity}
   * @param distance its value
   * @param threshold a distance above it counts as moved: minimum effect and noise at this n, corrected over columns
   * @param sentence how it moved: "mean fell from 12.1 to 4.3"
   */
  public record ColumnDrift(
      String column, String measure, double distance, double threshold, boolean moved, double psi, double wasserstein, double ks, double js, String sentence) {}

  public DriftReport {
    columns = List.copyOf(columns);
  }

  /** Whether any column moved. */
  public boolean moved() {
    return columns.stream().anyMatch(ColumnDrift::moved);
  }
}
