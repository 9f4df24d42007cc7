package dev.loopkeeper.connectors.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.edge.LoopException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a service answered.
 *
 * @param headers by lower-case name
 * @param mayRepeat whether an earlier try of the same call may have arrived: what it meets may be its own doing
 */
public record RestAnswer(int status, Map<String, String> headers, byte[] body, boolean mayRepeat) {
    private static final int SHOWN = 300;

    /** The answer to a call that was sent once. */
    public RestAnswer(int status, Map<String, String> headers, byte[] body) {
        this(status, headers, body, false);
    }

    public boolean ok() {
        return status >= 200 && status < 300;
    }

    /** Itself when it is good, else {@code TRANSIENT} with the reason: for calls that any error leaves undone. */
    public RestAnswer expectOk(String what) {
        if (!ok()) {
            throw LoopException.transientFailure(what + " answered " + status + " " + reason(), null);
        }
        return this;
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The body; an answer that is no JSON is {@code TRANSIENT}, as a proxy in between may have written it. */
    public JsonNode json(String what) {
        try {
            return WireJson.mapper().readTree(body);
        } catch (IOException e) {
            throw LoopException.transientFailure(what + " answered " + status + " with a body that is no JSON", e);
        }
    }

    /** The error's reason: the message of the JSON that services send, else the text, cut to one short line. */
    public String reason() {
        String text = new String(body, 0, Math.min(body.length, 8 * SHOWN), StandardCharsets.UTF_8);
        String line = message(text).replaceAll("[\\p{C}\\s]+", " ").strip();
        return line.length() > SHOWN ? line.substring(0, SHOWN) + "..." : line;
    }

    private String message(String text) {
        if (!text.startsWith("{")) {
            return text;
        }
        try {
            JsonNode json = WireJson.mapper().readTree(body);
            return json.path("error")
                    .path("message")
                    .asText(json.path("message").asText(text));
        } catch (IOException e) {
            // No JSON after all: the text itself is what there is.
            return text;
        }
    }
}
