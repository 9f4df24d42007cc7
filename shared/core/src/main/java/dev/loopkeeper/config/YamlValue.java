package dev.loopkeeper.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A parsed value that still knows its line, counted from 1. */
sealed interface YamlValue {
    int line();

    /** Text as it stands in the file; {@code quoted} text is never a number or a boolean. */
    record Scalar(int line, String text, boolean quoted) implements YamlValue {}

    /** A key without a value, or {@code null}. */
    record Empty(int line) implements YamlValue {}

    record Items(int line, List<YamlValue> items) implements YamlValue {}

    record Mapping(int line, List<Entry> entries) implements YamlValue {
        /** The entries, the first of each key; says which keys stand twice. */
        List<Entry> unique(String path, Problems problems) {
            Map<String, Entry> first = new HashMap<>();
            return entries.stream()
                    .filter(entry -> {
                        Entry earlier = first.putIfAbsent(entry.key(), entry);
                        if (earlier != null) {
                            problems.add(
                                    entry.line(),
                                    path + Shown.plain(entry.key()),
                                    "stands twice, first in line " + earlier.line() + ": remove one");
                        }
                        return earlier == null;
                    })
                    .toList();
        }
    }

    record Entry(int line, String key, YamlValue value) {}

    /** What the value is, for a message. */
    default String shown() {
        if (this instanceof Scalar scalar) {
            return Shown.value(scalar.text());
        }
        return this instanceof Empty ? "empty" : this instanceof Items ? "a list" : "a section";
    }
}
