package dev.loopkeeper.testkit.sim;

import java.util.Map;
import java.util.TreeMap;

/** How often something happened: a campaign that never met a situation says nothing about it. */
public final class Coverage {
    private final TreeMap<String, Long> counts = new TreeMap<>();

    /** Counts one. */
    public void saw(String what) {
        counts.merge(what, 1L, Long::sum);
    }

    /** Adds what another one counted. */
    public void add(Coverage other) {
        other.counts.forEach((what, n) -> counts.merge(what, n, Long::sum));
    }

    /** 0 for what never happened. */
    public long of(String what) {
        return counts.getOrDefault(what, 0L);
    }

    /** Everything, by name. */
    public Map<String, Long> all() {
        return Map.copyOf(counts);
    }

    @Override
    public String toString() {
        return counts.toString();
    }
}
