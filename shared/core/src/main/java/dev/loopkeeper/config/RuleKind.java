package dev.loopkeeper.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The limits of one column: {@code {min: 0, max: 5000, maxNulls: 0.1, allowed: [AA, UA]}}. */
final class RuleKind implements Kind<LoopConfig.ColumnRule> {
    private static final Kind<Double> NUMBER = Kinds.anyNumber();
    private static final Kind<Double> SHARE = Kinds.number(0, 1);
    private static final Kind<List<String>> VALUES = new ListKind<>(Kinds.column(), 1, 1_000, "[AA, UA]");
    private static final Map<String, Kind<?>> KEYS = keys();

    private static Map<String, Kind<?>> keys() {
        Map<String, Kind<?>> keys = new LinkedHashMap<>();
        keys.put("min", NUMBER);
        keys.put("max", NUMBER);
        keys.put("maxNulls", SHARE);
        keys.put("allowed", VALUES);
        return keys;
    }

    @Override
    public Optional<LoopConfig.ColumnRule> read(String key, YamlValue value, Problems problems) {
        if (!(value instanceof YamlValue.Mapping mapping)) {
            problems.add(value.line(), key, "is " + value.shown() + ", must be " + allowed());
            return Optional.empty();
        }
        Map<String, YamlValue> found = new HashMap<>();
        for (YamlValue.Entry entry : mapping.unique(key + ".", problems)) {
            if (KEYS.containsKey(entry.key())) {
                found.put(entry.key(), entry.value());
            } else {
                problems.add(
                        entry.line(),
                        key + "." + Shown.plain(entry.key()),
                        ClosestKey.unknown(entry.key(), KEYS.keySet()));
            }
        }
        Optional<Double> min = read(found, "min", NUMBER, key, problems);
        Optional<Double> max = read(found, "max", NUMBER, key, problems);
        if (min.isPresent() && max.isPresent() && min.get() > max.get()) {
            problems.add(value.line(), key, "has min " + min.get() + " above max " + max.get() + ": no row could pass");
        }
        return Optional.of(new LoopConfig.ColumnRule(
                min,
                max,
                read(found, "maxNulls", SHARE, key, problems),
                read(found, "allowed", VALUES, key, problems).orElse(List.of())));
    }

    private static <T> Optional<T> read(
            Map<String, YamlValue> found, String name, Kind<T> kind, String key, Problems problems) {
        return Optional.ofNullable(found.get(name)).flatMap(value -> kind.read(key + "." + name, value, problems));
    }

    @Override
    public String allowed() {
        return "limits such as {min: 0, max: 5000, maxNulls: 0.1, allowed: [AA, UA]}";
    }

    @Override
    public ObjectNode schema() {
        ObjectNode schema = Kinds.object().put("type", "object").put("additionalProperties", false);
        ObjectNode properties = schema.putObject("properties");
        KEYS.forEach((name, kind) -> properties.set(name, kind.schema()));
        return schema;
    }
}
