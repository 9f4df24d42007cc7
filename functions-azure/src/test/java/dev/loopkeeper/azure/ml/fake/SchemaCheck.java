package dev.loopkeeper.azure.ml.fake;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.azure.ml.fake.Swagger.Part;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Holds a value against a schema: {@code allOf}, discriminators, required fields, types, enumerations, patterns. A
 * field that no schema names is a fault, and so is one in a call that only the service sets.
 */
final class SchemaCheck {
    /** All that an object and its parents say. */
    private static final class Shape {
        private final Map<String, Part> properties = new LinkedHashMap<>();
        private final TreeSet<String> required = new TreeSet<>();
        private Optional<Part> others = Optional.empty();
        private boolean closed;
    }

    private final Swagger swagger;

    SchemaCheck(Swagger swagger) {
        this.swagger = swagger;
    }

    /** Why the value does not fit, empty when it does. */
    Optional<String> check(JsonNode value, Part schema, String where, boolean sent) {
        Part form = swagger.resolved(schema);
        if (value.isNull()) {
            boolean may = nullable(schema) || nullable(form) || !sent;
            return may ? Optional.empty() : Optional.of(where + " is null");
        }
        String discriminator = form.node().path("discriminator").asText("");
        if (!discriminator.isEmpty() && value.isObject()) {
            String word = value.path(discriminator).asText("");
            Optional<Part> type = swagger.extending(form, word);
            return type.isEmpty()
                    ? Optional.of(where + "." + discriminator + " is '" + word + "', which is no type of it")
                    : object(value, type.get(), where, sent);
        }
        return typed(value, form, where, sent);
    }

    private static boolean nullable(Part part) {
        return part.node().path("x-nullable").asBoolean(false);
    }

    private Optional<String> typed(JsonNode value, Part form, String where, boolean sent) {
        JsonNode node = form.node();
        String type = node.path("type").asText(node.has("properties") || node.has("allOf") ? "object" : "");
        boolean fits =
                switch (type) {
                    case "string" -> value.isTextual();
                    case "integer" -> value.isIntegralNumber();
                    case "number" -> value.isNumber();
                    case "boolean" -> value.isBoolean();
                    case "array" -> value.isArray();
                    case "object" -> value.isObject() || free(node);
                    default -> true;
                };
        if (!fits) {
            return Optional.of(where + " is " + value + ", expected " + type);
        }
        return switch (type) {
            case "string" -> text(value.asText(), node, where);
            case "array" -> array(value, form, where, sent);
            case "object" -> value.isObject() ? object(value, form, where, sent) : Optional.empty();
            default -> limits(value, node, where);
        };
    }

    /** Azure writes {@code object} for any value where nothing more is said. */
    private static boolean free(JsonNode node) {
        return !node.has("properties") && !node.has("allOf") && !node.has("additionalProperties");
    }

    private static Optional<String> limits(JsonNode value, JsonNode node, String where) {
        boolean low =
                node.has("minimum") && value.asDouble() < node.path("minimum").asDouble();
        boolean high =
                node.has("maximum") && value.asDouble() > node.path("maximum").asDouble();
        return low || high ? Optional.of(where + " is " + value + ", out of range") : Optional.empty();
    }

    private static Optional<String> text(String value, JsonNode node, String where) {
        boolean known = !node.has("enum");
        for (JsonNode allowed : node.path("enum")) {
            known |= allowed.asText().equals(value);
        }
        boolean formed = !node.has("pattern")
                || Pattern.compile(node.path("pattern").asText()).matcher(value).find();
        boolean longEnough = value.length() >= node.path("minLength").asInt(0);
        boolean shortEnough = value.length() <= node.path("maxLength").asInt(Integer.MAX_VALUE);
        return known && formed && longEnough && shortEnough
                ? Optional.empty()
                : Optional.of(where + " is '" + value + "', expected " + node);
    }

    private Optional<String> array(JsonNode value, Part form, String where, boolean sent) {
        int index = 0;
        for (JsonNode item : value) {
            Optional<String> why = check(item, form.at("items"), where + "[" + index++ + "]", sent);
            if (why.isPresent()) {
                return why;
            }
        }
        return Optional.empty();
    }

    private Optional<String> object(JsonNode value, Part form, String where, boolean sent) {
        Shape shape = new Shape();
        collect(form, shape);
        for (String name : shape.required) {
            if (!value.hasNonNull(name)) {
                return Optional.of(where + " lacks " + name);
            }
        }
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            Optional<String> why = field(field.getKey(), field.getValue(), shape, where, sent);
            if (why.isPresent()) {
                return why;
            }
        }
        return Optional.empty();
    }

    private Optional<String> field(String name, JsonNode value, Shape shape, String where, boolean sent) {
        String path = where + "." + name;
        Part known = shape.properties.get(name);
        if (known != null) {
            boolean ours = known.node().path("readOnly").asBoolean(false) && sent;
            return ours ? Optional.of(path + " is read-only and was sent") : check(value, known, path, sent);
        }
        if (shape.others.isPresent()) {
            return check(value, shape.others.get(), path, sent);
        }
        boolean unknown = shape.closed || !shape.properties.isEmpty();
        return unknown ? Optional.of(path + " is no field of it") : Optional.empty();
    }

    private void collect(Part form, Shape shape) {
        for (JsonNode parent : form.node().path("allOf")) {
            collect(swagger.resolved(new Part(form.file(), "", parent)), shape);
        }
        form.node()
                .path("properties")
                .properties()
                .forEach(property -> shape.properties.put(
                        property.getKey(), form.at("properties").at(property.getKey())));
        form.node().path("required").forEach(name -> shape.required.add(name.asText()));
        JsonNode additional = form.node().path("additionalProperties");
        if (additional.isObject()) {
            shape.others = Optional.of(form.at("additionalProperties"));
        }
        shape.closed |= additional.isBoolean() && !additional.asBoolean();
    }
}
