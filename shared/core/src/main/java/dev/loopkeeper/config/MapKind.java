package dev.loopkeeper.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A section whose keys the user chooses.
 *
 * @param name regular expression of a key
 * @param keys what a key is, for the message
 */
record MapKind<T>(Kind<T> item, String name, String keys) implements Kind<Map<String, T>> {
    @Override
    public Optional<Map<String, T>> read(String path, YamlValue value, Problems problems) {
        if (value instanceof YamlValue.Empty) {
            return Optional.of(Map.of());
        }
        if (!(value instanceof YamlValue.Mapping mapping)) {
            problems.add(value.line(), path, "is " + value.shown() + ", must be " + allowed());
            return Optional.empty();
        }
        Map<String, T> read = new LinkedHashMap<>();
        for (YamlValue.Entry entry : mapping.unique(path + ".", problems)) {
            String at = path + "." + Shown.plain(entry.key());
            if (!Pattern.matches(name, entry.key())) {
                problems.add(entry.line(), at, "is no name for " + keys);
            }
            item.read(at, entry.value(), problems).ifPresent(v -> read.put(entry.key(), v));
        }
        return Optional.of(Collections.unmodifiableMap(read));
    }

    @Override
    public String allowed() {
        return "a section of " + keys + ", each with " + item.allowed();
    }

    @Override
    public ObjectNode schema() {
        ObjectNode schema = Kinds.object();
        schema.putArray("type").add("object").add("null");
        schema.putObject("propertyNames").put("pattern", "^(" + name + ")$");
        schema.set("additionalProperties", item.schema());
        return schema;
    }
}
