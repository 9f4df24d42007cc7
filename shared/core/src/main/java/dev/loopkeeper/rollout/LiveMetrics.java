package dev.loopkeeper.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/** Counts of what an endpoint really served, per version and window. Missing is never zero. */
public interface LiveMetrics {
    /**
     * The settled windows of a version in {@code [from, to)}, in order of time; a window whose counts have not arrived,
     * or never will, has {@code missing} set. Windows are aligned to multiples of {@code length} since the epoch.
     *
     * @param slowMillis a request slower than this many milliseconds counts as slow: the champion's frozen p95
     */
    List<VersionWindow> windows(
            String endpoint, String version, Instant from, Instant to, Duration length, double slowMillis);

    /** A latency quantile in milliseconds of a version over {@code [from, to)}, empty without requests. */
    OptionalDouble latency(String endpoint, String version, double quantile, Instant from, Instant to);
}
