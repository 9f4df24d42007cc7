package dev.loopkeeper.gcp.vertex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.connectors.rest.RestAnswer;
import dev.loopkeeper.connectors.rest.RestCall;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.gcp.rest.GoogleRest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The REST calls of the Vertex AI adapters: resources by their name ({@code projects/.../locations/...}), lists page by
 * page.
 *
 * <p>Method by method it follows the discovery document of {@code aiplatform} v1.
 */
public final class VertexApi {
    private static final int PAGES = 50;

    private final VertexPlace place;
    private final GoogleRest rest;

    public VertexApi(VertexPlace place, GoogleRest rest) {
        this.place = place;
        this.rest = rest;
    }

    public VertexPlace place() {
        return place;
    }

    /** The resource, or empty when it does not exist. */
    Optional<JsonNode> find(String resource, String what) {
        RestAnswer answer = rest.call(RestCall.get(place.url(resource)), what);
        return answer.status() == 404 ? Optional.empty() : Optional.of(good(answer, what));
    }

    /** Every item of a collection that fits the filter, empty when the collection does not exist. */
    List<JsonNode> list(String collection, String field, String filter, String what) {
        List<JsonNode> items = new ArrayList<>();
        String token = "";
        for (int page = 0; page < PAGES; page++) {
            String query = "?pageSize=100" + (filter.isEmpty() ? "" : "&filter=" + encoded(filter))
                    + (token.isEmpty() ? "" : "&pageToken=" + encoded(token));
            Optional<JsonNode> answer = find(collection + query, what);
            answer.ifPresent(a -> a.path(field).forEach(items::add));
            token = answer.map(a -> a.path("nextPageToken").asText("")).orElse("");
            if (token.isEmpty()) {
                return items;
            }
        }
        throw LoopException.poison(what + " has more than " + PAGES * 100 + " entries: delete old ones");
    }

    /** Sends a body; a call that is {@code repeatable} changes nothing more when it arrives twice. */
    RestAnswer send(String method, String resource, JsonNode body, boolean repeatable, String what) {
        RestCall call = RestCall.json(method, place.url(resource), body);
        return rest.call(repeatable ? call.asRepeatable() : call, what);
    }

    /** The body of a good answer; the service's reason is thrown for any other. */
    static JsonNode good(RestAnswer answer, String what) {
        if (!answer.ok()) {
            throw refused(answer, what);
        }
        return answer.json(what);
    }

    static LoopException refused(RestAnswer answer, String what) {
        return LoopException.poison(what + " was refused by Vertex AI: " + answer.status() + " " + answer.reason());
    }

    /** The service's own word for an error, such as {@code ALREADY_EXISTS}. */
    static String status(RestAnswer answer, String what) {
        return answer.json(what).path("error").path("status").asText("");
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The last segment of a resource name, without a version. */
    static String id(String resource) {
        String last = resource.substring(resource.lastIndexOf('/') + 1);
        int at = last.indexOf('@');
        return at < 0 ? last : last.substring(0, at);
    }
}
