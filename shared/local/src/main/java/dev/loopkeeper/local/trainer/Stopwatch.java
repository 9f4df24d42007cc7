package dev.loopkeeper.local.trainer;

import java.util.Map;
import java.util.TreeMap;

/** Seconds by part of a run. */
final class Stopwatch {
    private final Map<String, Double> seconds = new TreeMap<>();
    private long since = System.nanoTime();

    /** Books the time since the last lap under that name. */
    void lap(String part) {
        long now = System.nanoTime();
        seconds.merge(part, (now - since) / 1_000_000 / 1e3, Double::sum);
        since = now;
    }

    Map<String, Double> seconds() {
        return new TreeMap<>(seconds);
    }
}
