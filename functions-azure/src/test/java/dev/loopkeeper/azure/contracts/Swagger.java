package dev.loopkeeper.azure.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A published description of an API of Azure, when there is a copy: in the folder that {@code LOOPKEEPER_CONTRACTS}
 * names, else in {@code shared/contracts} beside the checkout. A fake holds its requests against it; without a copy it
 * still holds them against its own rules.
 */
public final class Swagger {
    private final JsonNode document;

    private Swagger(JsonNode document) {
        this.document = document;
    }

    /** @param file such as {@code azure-loganalytics/v1/OperationalInsights.json} */
    public static Optional<Swagger> find(String file) {
        return Stream.of(System.getenv().getOrDefault("LOOPKEEPER_CONTRACTS", ""), "../../shared/contracts")
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder).resolve(file))
                .filter(Files::isReadable)
                .findFirst()
                .map(Swagger::read);
    }

    private static Swagger read(Path file) {
        try {
            return new Swagger(new ObjectMapper().readTree(file.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What is wrong with a request, empty when nothing is.
     *
     * @param template of the path, as the description writes it
     * @param query names of the query's parameters
     * @param elsewhere names that the description takes from files that are not there
     * @param body names of the body's fields
     */
    public Optional<String> fault(
            String method, String template, Set<String> query, Set<String> elsewhere, Set<String> body) {
        JsonNode operation = document.path("paths").path(template).path(method.toLowerCase(Locale.ROOT));
        if (operation.isMissingNode()) {
            return Optional.of(method + " " + template + " is no operation of the API");
        }
        Set<String> known = new TreeSet<>(elsewhere);
        Set<String> fields = new TreeSet<>();
        for (JsonNode given : operation.path("parameters")) {
            JsonNode parameter = followed(given);
            if (parameter.path("in").asText().equals("body")) {
                followed(parameter.path("schema"))
                        .path("properties")
                        .fieldNames()
                        .forEachRemaining(fields::add);
            } else {
                known.add(parameter.path("name").asText());
            }
        }
        if (!known.containsAll(query)) {
            return Optional.of(query + " holds parameters that the API does not know: " + known);
        }
        return fields.containsAll(body)
                ? Optional.empty()
                : Optional.of(body + " holds fields that the API does not know: " + fields);
    }

    private JsonNode followed(JsonNode node) {
        String ref = node.path("$ref").asText("");
        return ref.startsWith("#") ? document.at(ref.substring(1)) : node;
    }
}
