package dev.loopkeeper.azure.ml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loopkeeper.connectors.rest.RestAnswer;
import dev.loopkeeper.connectors.rest.RestCall;
import dev.loopkeeper.connectors.rest.RestClient;
import dev.loopkeeper.edge.LoopException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The calls of Resource Manager below one workspace, resources by their path in it, such as {@code jobs/late-1}.
 *
 * <p>Resources are trees, so fields that are new there survive a read and a write. Method by method it follows
 * {@code mfe.json} of version {@value #VERSION}; nothing there knows an ETag.
 */
public final class ArmApi {
    /** Of the API; the newest whose whole description the tests are held against. */
    public static final String VERSION = "2024-04-01";

    private static final int PAGES = 50;

    private final Workspace workspace;
    private final RestClient rest;

    /** @param rest proves who calls with a token for {@code https://management.azure.com/} */
    public ArmApi(Workspace workspace, RestClient rest) {
        this.workspace = workspace;
        this.rest = rest;
    }

    public Workspace workspace() {
        return workspace;
    }

    /** The resource, or empty when it does not exist. */
    Optional<ObjectNode> find(String resource, String what) {
        ArmAnswer answer = exchange(RestCall.get(url(resource, "")), what);
        return answer.status() == 404 ? Optional.empty() : Optional.of(answer.resource());
    }

    /**
     * Every item of a collection, page by page, empty when the collection does not exist.
     *
     * @param query such as {@code listViewType=All}, or empty
     */
    List<ObjectNode> list(String collection, String query, String what) {
        List<ObjectNode> items = new ArrayList<>();
        String next = url(collection, query);
        for (int page = 0; page < PAGES; page++) {
            ArmAnswer answer = exchange(RestCall.get(next), what);
            if (answer.status() == 404) {
                return items;
            }
            JsonNode body = answer.resource();
            body.path("value").forEach(item -> items.add((ObjectNode) item));
            next = body.path("nextLink").asText("");
            if (next.isEmpty()) {
                return items;
            }
            ours(next, what);
        }
        throw LoopException.poison(
                what + " go over more than " + PAGES + " pages: delete old ones, archived ones are listed too");
    }

    /** Creates or replaces the resource; a lost answer is asked for again, which sends the same body again. */
    ArmAnswer put(String resource, JsonNode body, String what) {
        return exchange(RestCall.json("PUT", url(resource, ""), body).asRepeatable(), what);
    }

    /** As {@link #put}, but sent once: for a body that may be stale by the time of a second try. */
    ArmAnswer putOnce(String resource, JsonNode body, String what) {
        return exchange(RestCall.json("PUT", url(resource, ""), body), what);
    }

    /** Calls an action of a resource, such as {@code jobs/late-1/cancel}, that may be called twice. */
    ArmAnswer post(String action, String what) {
        RestCall call = new RestCall("POST", URI.create(url(action, "")), Map.of(), new byte[0], true);
        return exchange(call.with("Content-Type", "application/json"), what);
    }

    /** Removes the resource; one that is not there is no error. */
    ArmAnswer delete(String resource, String what) {
        return exchange(RestCall.delete(url(resource, "")), what);
    }

    /**
     * How an operation stands, by the address that the call which began it was answered with; empty when it is
     * forgotten.
     */
    Optional<JsonNode> operation(String address, String what) {
        ours(address, what);
        ArmAnswer answer = exchange(RestCall.get(address), what);
        return answer.status() == 404
                ? Optional.empty()
                : Optional.of(answer.expectOk().body());
    }

    private ArmAnswer exchange(RestCall call, String what) {
        RestAnswer answer = rest.exchange(call, what);
        return new ArmAnswer(answer, what);
    }

    private String url(String resource, String query) {
        return workspace.url(resource) + "?api-version=" + VERSION + (query.isEmpty() ? "" : "&" + query);
    }

    /** Our token goes to Resource Manager and nowhere else, whatever an answer says. */
    private void ours(String address, String what) {
        if (!origin(address).equals(origin(workspace.host()))) {
            throw LoopException.poison(what + " was answered with the address '" + address.replaceAll("[^ -~]", "?")
                    + "', expected one at " + workspace.host());
        }
    }

    /** Scheme, host and port in one spelling: some links name the port that goes without saying. */
    private static String origin(String address) {
        URI uri;
        try {
            uri = new URI(address);
        } catch (URISyntaxException e) {
            return "none";
        }
        int usual = "https".equals(uri.getScheme()) ? 443 : 80;
        String host = uri.getRawUserInfo() == null ? uri.getHost() : null;
        return (uri.getScheme() + "://" + host + ":" + (uri.getPort() < 0 ? usual : uri.getPort()))
                .toLowerCase(Locale.ROOT);
    }
}
