package dev.loopkeeper.gcp.vertex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.registry.Registration;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One version as the Model Registry lists it.
 *
 * @param number Vertex AI's version id; version 3 is called {@code v3}
 * @param registration as we wrote it; empty for a version that others registered
 */
record VertexVersion(long number, Optional<Registration> registration, Set<String> aliases) {
    private static final String REGISTRATION = "LOOPKEEPER_REGISTRATION";

    VertexVersion {
        aliases = Set.copyOf(aliases);
    }

    static VertexVersion of(JsonNode body) {
        Set<String> aliases = new TreeSet<>();
        body.path("versionAliases").forEach(alias -> aliases.add(alias.asText()));
        return new VertexVersion(body.path("versionId").asLong(), read(body), aliases);
    }

    boolean of(String runId) {
        return registration.filter(r -> r.runId().equals(runId)).isPresent();
    }

    String name() {
        return "v" + number;
    }

    /** What is registered, as the value of an environment variable: {@code $(...)} in it must not be expanded. */
    static String written(Registration registration) {
        return new String(Json.write(registration), StandardCharsets.UTF_8).replace("$", "\\u0024");
    }

    static String variable() {
        return REGISTRATION;
    }

    private static Optional<Registration> read(JsonNode body) {
        for (JsonNode variable : body.path("containerSpec").path("env")) {
            if (variable.path("name").asText().equals(REGISTRATION)) {
                byte[] text = variable.path("value").asText("").getBytes(StandardCharsets.UTF_8);
                return Optional.of(Json.read(
                        text,
                        Registration.class,
                        REGISTRATION + " of " + body.path("name").asText()));
            }
        }
        return Optional.empty();
    }
}
