package dev.loopkeeper.local.trainer;

import java.util.Map;
import java.util.TreeMap;

/** Counts what cleaning did, by a rule that a person can read. */
final class Cleaning {
    private final Map<String, Long> counts = new TreeMap<>();

    void count(String rule) {
        counts.merge(rule, 1L, Long::sum);
    }

    void add(String rule, long rows) {
        if (rows > 0) {
            counts.merge(rule, rows, Long::sum);
        }
    }

    Map<String, Long> counts() {
        return new TreeMap<>(counts);
    }
}
