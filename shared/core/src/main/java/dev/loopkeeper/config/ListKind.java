package dev.loopkeeper.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A list of values of one kind.
 *
 * @param example one that is right, for the message
 */
record ListKind<T>(Kind<T> item, int min, int max, String example) implements Kind<List<T>> {
    @Override
    public Optional<List<T>> read(String key, YamlValue value, Problems problems) {
        if (!(value instanceof YamlValue.Items list)
                || list.items().size() < min
                || list.items().size() > max) {
            String is = value instanceof YamlValue.Items l
                    ? "a list of " + l.items().size()
                    : value.shown();
            problems.add(value.line(), key, "is " + is + ", must be " + allowed());
            return Optional.empty();
        }
        List<T> read = new ArrayList<>();
        for (int i = 0; i < list.items().size(); i++) {
            item.read(key + "[" + i + "]", list.items().get(i), problems).ifPresent(read::add);
        }
        return read.size() == list.items().size() ? Optional.of(List.copyOf(read)) : Optional.empty();
    }

    @Override
    public String allowed() {
        return "a list of " + min + " to " + max + " entries such as " + example;
    }

    @Override
    public ObjectNode schema() {
        ObjectNode schema =
                Kinds.object().put("type", "array").put("minItems", min).put("maxItems", max);
        schema.set("items", item.schema());
        return schema;
    }
}
