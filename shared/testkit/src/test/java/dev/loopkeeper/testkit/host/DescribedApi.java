package dev.loopkeeper.testkit.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.host.HttpAnswer;
import dev.loopkeeper.status.OpenApi;
import java.nio.charset.StandardCharsets;

/** What the published description of the HTTP API says of a request and of its answer. */
final class DescribedApi {
    private final ObjectNode document = (ObjectNode) Json.tree(OpenApi.document(), "openapi");

    /** Holds an answer to what is described for its path and status. */
    void demand(String method, String path, HttpAnswer answer) {
        JsonNode response = operation(method, path).path("responses").path(Integer.toString(answer.status()));
        String what = method + " " + path + " " + answer.status() + " " + text(answer);
        assertThat(response.isObject()).as("described: " + what).isTrue();
        JsonNode described = response.has("$ref")
                ? document.at(response.path("$ref").asText().substring(1))
                : response;
        JsonNode schema = described.path("content").path(answer.type()).path("schema");
        assertThat(schema.isObject())
                .as("described as " + answer.type() + ": " + what)
                .isTrue();
        assertThat(fits(schema, text(answer))).as(what).isTrue();
    }

    /** Whether a body is one that is described for a path. */
    boolean takes(String path, String body) {
        return fits(operation("post", path).at("/requestBody/content/application~1json/schema"), body);
    }

    private JsonNode operation(String method, String path) {
        JsonNode operation = document.path("paths").path(path).path(method);
        assertThat(operation.isObject()).as(path).isTrue();
        return operation;
    }

    private boolean fits(JsonNode schema, String body) {
        ObjectNode whole =
                ((ObjectNode) schema.deepCopy()).put("$schema", "https://json-schema.org/draft/2020-12/schema");
        whole.set("components", document.path("components"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(whole.toString(), InputFormat.JSON)
                .validate(body, InputFormat.JSON)
                .isEmpty();
    }

    private static String text(HttpAnswer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
