package dev.loopkeeper.connectors.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.edge.Json;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One call of a service's HTTP API.
 *
 * @param body empty for none
 * @param repeatable whether a second arrival changes nothing more: only then a lost answer is asked for again
 */
public record RestCall(String method, URI uri, Map<String, String> headers, byte[] body, boolean repeatable) {
    public RestCall {
        headers = Map.copyOf(headers);
    }

    public static RestCall get(String uri) {
        return new RestCall("GET", URI.create(uri), Map.of(), new byte[0], true);
    }

    public static RestCall head(String uri) {
        return new RestCall("HEAD", URI.create(uri), Map.of(), new byte[0], true);
    }

    public static RestCall delete(String uri) {
        return new RestCall("DELETE", URI.create(uri), Map.of(), new byte[0], true);
    }

    /** A call with a JSON body that must not be repeated blindly. */
    public static RestCall json(String method, String uri, JsonNode body) {
        return new RestCall(
                method, URI.create(uri), Map.of("Content-Type", "application/json"), Json.write(body), false);
    }

    /** The same call, known to change nothing more when it arrives twice. */
    public RestCall asRepeatable() {
        return new RestCall(method, uri, headers, body, true);
    }

    /** Whether it changes nothing by its nature. */
    boolean reads() {
        return method.equals("GET") || method.equals("HEAD");
    }

    public RestCall with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new RestCall(method, uri, more, body, repeatable);
    }
}
