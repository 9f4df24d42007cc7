package dev.loopkeeper.gcp.vertex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.registry.Registration;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;

/**
 * One version as the Model Registry lists it.
 *
 * @param number Vertex AI's version id; version 3 is called {@code v3}
 * @param run label of the run, empty for a version that others registered
 * @param body as listed
 */
record VertexVersion(long number, String run, Set<String> aliases, JsonNode body) {
    private static final String REGISTRATION = "LOOPKEEPER_REGISTRATION";

    VertexVersion {
        aliases = Set.copyOf(aliases);
    }

    static VertexVersion of(JsonNode body) {
        Set<String> aliases = new TreeSet<>();
        body.path("versionAliases").forEach(alias -> aliases.add(alias.asText()));
        return new VertexVersion(
                body.path("versionId").asLong(),
                body.path("labels").path(Labels.RUN).asText(""),
                aliases,
                body);
    }

    String name() {
        return "v" + number;
    }

    /** Whether Loopkeeper registered it and can read what it wrote. */
    boolean ours() {
        return !run.isEmpty() && !written().isEmpty();
    }

    Registration registration() {
        return Json.read(
                written().getBytes(StandardCharsets.UTF_8), Registration.class, REGISTRATION + " of " + name());
    }

    /** What is registered, as the value of an environment variable: {@code $(...)} in it must not be expanded. */
    static String written(Registration registration) {
        return new String(Json.write(registration), StandardCharsets.UTF_8).replace("$", "\\u0024");
    }

    static String variable() {
        return REGISTRATION;
    }

    private String written() {
        for (JsonNode variable : body.path("containerSpec").path("env")) {
            if (variable.path("name").asText().equals(REGISTRATION)) {
                return variable.path("value").asText("");
            }
        }
        return "";
    }
}
