package dev.loopkeeper.gcp.vertex.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Google's discovery document of the API, when there is a copy: in the folder that {@code LOOPKEEPER_CONTRACTS} names,
 * else in {@code shared/contracts} beside the checkout. Methods, query parameters and fields of bodies are held against
 * it. Without a copy nothing is; the official types still are.
 */
final class Discovery {
    private static final String FILE = "gcp-vertex/aiplatform.v1.json";
    private static final Optional<Discovery> FOUND = read();

    private record Method(String verb, Pattern path, Set<String> query, String request) {}

    private final JsonNode document;
    private final List<Method> methods = new ArrayList<>();

    private Discovery(JsonNode document) {
        this.document = document;
        collect(document);
    }

    static Optional<Discovery> find() {
        return FOUND;
    }

    private static Optional<Discovery> read() {
        return Stream.of(System.getenv().getOrDefault("LOOPKEEPER_CONTRACTS", ""), "../../shared/contracts")
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder).resolve(FILE))
                .filter(Files::isReadable)
                .findFirst()
                .map(file -> {
                    try {
                        return new Discovery(new ObjectMapper().readTree(file.toFile()));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    private void collect(JsonNode node) {
        for (JsonNode method : node.path("methods")) {
            Set<String> query = new TreeSet<>();
            method.path("parameters").properties().forEach(parameter -> {
                if (parameter.getValue().path("location").asText().equals("query")) {
                    query.add(parameter.getKey());
                }
            });
            String path = method.path("flatPath").asText(method.path("path").asText());
            String form = path.replaceAll("\\{[^}]+}", "[^/:]+").replaceFirst("^v1/", "");
            methods.add(new Method(
                    method.path("httpMethod").asText(),
                    Pattern.compile(form),
                    query,
                    method.path("request").path("$ref").asText("")));
        }
        node.path("resources").forEach(this::collect);
    }

    /** Refuses a call that the document does not know, or a field or parameter in it. */
    void check(FakeCall call) {
        Method method = methods.stream()
                .filter(m -> m.verb().equals(call.method())
                        && m.path().matcher(call.path()).matches())
                .findFirst()
                .orElseThrow(() -> ApiError.invalid(call.method() + " " + call.path() + " is no method of the API"));
        call.query().keySet().stream()
                .filter(name -> !method.query().contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw ApiError.invalid(call.path() + " has no query parameter " + name);
                });
        if (!call.body().isEmpty()) {
            try {
                fields(new ObjectMapper().readTree(call.body()), method.request(), call.path());
            } catch (IOException e) {
                throw ApiError.invalid("body is no JSON: " + e.getMessage());
            }
        }
    }

    private void fields(JsonNode body, String schema, String where) {
        JsonNode known = document.path("schemas").path(schema).path("properties");
        body.properties().forEach(field -> {
            JsonNode form = known.path(field.getKey());
            if (form.isMissingNode()) {
                throw ApiError.invalid(where + " has no field " + field.getKey() + " in " + schema);
            }
            if (form.path("readOnly").asBoolean(false)) {
                throw ApiError.invalid(where + " sets the output-only field " + field.getKey());
            }
            nested(field.getValue(), form, where + "." + field.getKey());
        });
    }

    private void nested(JsonNode value, JsonNode form, String where) {
        if (form.has("$ref")) {
            fields(value, form.path("$ref").asText(), where);
        } else if (form.path("items").has("$ref")) {
            value.forEach(item -> fields(item, form.path("items").path("$ref").asText(), where));
        } else if (form.has("enum")) {
            for (JsonNode allowed : form.path("enum")) {
                if (allowed.equals(value)) {
                    return;
                }
            }
            throw ApiError.invalid(where + " does not allow " + value);
        }
    }
}
