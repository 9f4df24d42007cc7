package dev.loopkeeper.data;
public final class Drift {
  public static DriftReport between(BatchProfile a, BatchProfile b, java.util.Set<String> columns) { return new DriftReport(0, 0, java.util.List.of(), ""); }
}
