package dev.loopkeeper.retrain;

import java.time.Duration;
import java.util.Locale;

/** A length of time in the one unit a person would use for it. */
final class Span {
  private Span() {}

  static String of(Duration time) {
    double hours = time.toMillis() / 3_600_000.0;
    if (hours >= 48) {
      return String.format(Locale.ROOT, "%.1f days", hours / 24);
    }
    return hours >= 1 ? String.format(Locale.ROOT, "%.1f h", hours) : String.format(Locale.ROOT, "%.0f min", hours * 60);
  }
}
