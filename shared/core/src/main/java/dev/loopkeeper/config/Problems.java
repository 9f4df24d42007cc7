package dev.loopkeeper.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects every problem of one file. */
final class Problems {
    private final String file;
    private final List<Problem> found = new ArrayList<>();
    private final Set<String> keys = new HashSet<>();

    Problems(String file) {
        this.file = file;
    }

    void add(int line, String key, String message) {
        found.add(new Problem(file, line, key, message));
        keys.add(key);
    }

    /** Whether this key, or something below it, is wrong. */
    boolean at(String key) {
        return keys.stream().anyMatch(k -> k.equals(key) || k.startsWith(key + ".") || k.startsWith(key + "["));
    }

    boolean none() {
        return found.isEmpty();
    }

    /** All of them in the order of their lines. */
    List<Problem> all() {
        return found.stream().sorted(Comparator.comparingInt(Problem::line)).toList();
    }
}
