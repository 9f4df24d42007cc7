package dev.loopkeeper.config;

import java.util.Optional;

/**
 * One key of {@code loop.yaml}: the reader, the JSON Schema and the documentation are all made from it.
 *
 * @param path with its sections, such as {@code retrain.price.perHour}
 * @param fallback the default as one would write it; empty when there is none, or when it follows from other keys
 * @param note what it means, and the default if it follows from other keys
 */
record ConfigKey<T>(String path, Kind<T> kind, boolean required, Optional<String> fallback, String note) {
    static <T> ConfigKey<T> required(String path, Kind<T> kind, String note) {
        return new ConfigKey<>(path, kind, true, Optional.empty(), note);
    }

    static <T> ConfigKey<T> optional(String path, Kind<T> kind, String note) {
        return new ConfigKey<>(path, kind, false, Optional.empty(), note);
    }

    static <T> ConfigKey<T> of(String path, Kind<T> kind, String fallback, String note) {
        return new ConfigKey<>(path, kind, false, Optional.of(fallback), note);
    }

    /** The section with its dot, or nothing. */
    String section() {
        return path.substring(0, path.lastIndexOf('.') + 1);
    }

    String name() {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}
