package dev.loopkeeper.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** What a key may hold: reads it, describes it for a person and for a JSON Schema. */
interface Kind<T> {
    /** The value, or empty after saying under {@code key} what is wrong with it. */
    Optional<T> read(String key, YamlValue value, Problems problems);

    /** What is allowed, to follow "must be". */
    String allowed();

    ObjectNode schema();
}
