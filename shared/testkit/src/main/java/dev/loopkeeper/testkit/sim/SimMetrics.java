package dev.loopkeeper.testkit.sim;

import dev.loopkeeper.rollout.LiveMetrics;
import dev.loopkeeper.rollout.TrafficSplit;
import dev.loopkeeper.rollout.VersionWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/**
 * Live metrics that follow from the splits the endpoint had: a bad version answers every fourth request with an error.
 */
final class SimMetrics implements LiveMetrics {
    private static final long REQUESTS = 200;

    private record Since(Instant at, TrafficSplit split) {}

    private final List<Since> history = new ArrayList<>();
    private final Predicate<String> bad;
    private final Faults faults;
    private Instant now;

    SimMetrics(Predicate<String> bad, Faults faults) {
        this.bad = bad;
        this.faults = faults;
    }

    void at(Instant time) {
        now = time;
    }

    void landed(TrafficSplit split) {
        history.add(new Since(now, split));
    }

    @Override
    public List<VersionWindow> windows(
            String endpoint, String version, Instant from, Instant to, Duration length, double slowMillis) {
        List<VersionWindow> windows = new ArrayList<>();
        long step = length.toMillis();
        long first = Math.floorDiv(from.toEpochMilli() + step - 1, step) * step;
        long last = Math.min(to.toEpochMilli(), now.toEpochMilli());
        for (long start = Math.max(first, last - 30 * step); start + step <= last; start += step) {
            windows.add(window(version, Instant.ofEpochMilli(Math.floorDiv(start + step - 1, step) * step)));
        }
        return windows;
    }

    private VersionWindow window(String version, Instant start) {
        if (faults.strikes("metrics missing", 0.1)) {
            return VersionWindow.missing(start);
        }
        long requests =
                split(start).map(s -> REQUESTS * s.weight(version) / 100).orElse(0L);
        return new VersionWindow(start, requests, bad.test(version) ? requests / 4 : 0, 0, false);
    }

    private Optional<TrafficSplit> split(Instant at) {
        for (int i = history.size() - 1; i >= 0; i--) {
            if (!history.get(i).at().isAfter(at)) {
                return Optional.of(history.get(i).split());
            }
        }
        return Optional.empty();
    }

    @Override
    public OptionalDouble latency(String endpoint, String version, double quantile, Instant from, Instant to) {
        return OptionalDouble.of(20);
    }
}
