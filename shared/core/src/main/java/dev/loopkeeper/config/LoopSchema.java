package dev.loopkeeper.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loopkeeper.edge.Json;

/**
 * The JSON Schema (2020-12) and the documentation of {@code loop.yaml}, made from the same keys as the reader. The
 * schema cannot say what two keys mean together, how long a duration may be or which zones exist: only the reader
 * decides.
 */
public final class LoopSchema {
    /** Where the committed schema lies on the class path. */
    public static final String RESOURCE = "/dev/loopkeeper/config/loop.schema.json";

    private LoopSchema() {}

    /** The schema, indented, with a line feed at its end. */
    public static String json() {
        ObjectNode root = Kinds.object();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema").put("title", "loop.yaml");
        section(root, "");
        try {
            DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
            printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
            return Json.mapper().writer(printer).writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the schema cannot be written", e);
        }
    }

    private static void section(ObjectNode schema, String section) {
        schema.put("description", ConfigSections.ALL.get(section));
        boolean needed = ConfigKeys.ALL.stream()
                .anyMatch(key -> key.required() && key.section().equals(section));
        if (needed) {
            schema.put("type", "object");
            ConfigKeys.ALL.stream()
                    .filter(key -> key.required() && key.section().equals(section))
                    .forEach(key -> schema.withArray("/required").add(key.name()));
            if (section.isEmpty()) {
                schema.withArray("/required").add("data");
            }
        } else {
            schema.putArray("type").add("object").add("null");
        }
        schema.put("additionalProperties", false);
        ObjectNode properties = schema.putObject("properties");
        for (ConfigKey<?> key : ConfigKeys.ALL) {
            if (key.section().equals(section)) {
                properties.set(key.name(), described(key));
            } else if (key.section().startsWith(section)) {
                String inner = key.path().substring(0, key.path().indexOf('.', section.length()) + 1);
                if (!properties.has(name(inner))) {
                    section(properties.putObject(name(inner)), inner);
                }
            }
        }
    }

    private static ObjectNode described(ConfigKey<?> key) {
        ObjectNode schema = key.kind().schema();
        schema.put(
                "description",
                key.note() + key.fallback().map(value -> "; default " + value).orElse(""));
        return schema;
    }

    private static String name(String section) {
        return section.substring(section.lastIndexOf('.', section.length() - 2) + 1, section.length() - 1);
    }

    /** The same as a Markdown table: key, what is allowed, default, meaning. */
    public static String markdown() {
        StringBuilder text = new StringBuilder("| key | allowed | default | meaning |\n|---|---|---|---|\n");
        for (ConfigKey<?> key : ConfigKeys.ALL) {
            String fallback = key.required()
                    ? "required"
                    : key.fallback().map(value -> "`" + value + "`").orElse("");
            text.append("| `")
                    .append(key.path())
                    .append("` | ")
                    .append(key.kind().allowed())
                    .append(" | ")
                    .append(fallback)
                    .append(" | ")
                    .append(key.note())
                    .append(" |\n");
        }
        return text.toString();
    }
}
