package dev.loopkeeper.gcp.vertex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loopkeeper.edge.LoopException;
import java.util.Map;
import java.util.TreeSet;

/**
 * A compiled Kubeflow pipeline, and the values for the parameters it declares: a pipeline is given only what it asks
 * for, as the service refuses any other.
 *
 * @param spec as the compiler wrote it, schema version 2.1
 */
record PipelineSpec(ObjectNode spec) {
    /** The older compiler wraps the specification in a job. */
    static PipelineSpec of(ObjectNode file) {
        return new PipelineSpec(file.path("pipelineSpec") instanceof ObjectNode inner ? inner : file);
    }

    /** Values of the declared parameters, in their declared types. */
    ObjectNode values(Map<String, String> known, String what) {
        JsonNode declared = spec.path("root").path("inputDefinitions").path("parameters");
        if (!declared.has("request")) {
            throw LoopException.poison(
                    what + " must declare a parameter 'request': it is given the URI of request.json");
        }
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        TreeSet<String> lacking = new TreeSet<>();
        declared.properties().forEach(parameter -> {
            String name = parameter.getKey();
            JsonNode form = parameter.getValue();
            if (known.containsKey(name)) {
                put(values, name, known.get(name), form.path("parameterType").asText("STRING"), what);
            } else if (!form.path("isOptional").asBoolean(false) && !form.has("defaultValue")) {
                lacking.add(name);
            }
        });
        if (!lacking.isEmpty()) {
            throw LoopException.poison(what + " asks for parameters " + lacking + " that have neither a default nor a"
                    + " value: add them below training.params in loop.yaml");
        }
        return values;
    }

    private static void put(ObjectNode values, String name, String text, String type, String what) {
        try {
            switch (type) {
                case "NUMBER_INTEGER" -> values.put(name, Long.parseLong(text));
                case "NUMBER_DOUBLE" -> values.put(name, Double.parseDouble(text));
                case "BOOLEAN" -> values.put(name, Boolean.parseBoolean(text));
                default -> values.put(name, text);
            }
        } catch (NumberFormatException e) {
            throw LoopException.poison(
                    what + " has parameter " + name + " of type " + type + ", training.params says '" + text + "'", e);
        }
    }
}
