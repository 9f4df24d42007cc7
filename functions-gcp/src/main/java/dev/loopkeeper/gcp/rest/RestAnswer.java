package dev.loopkeeper.gcp.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.edge.LoopException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a Google API answered.
 *
 * @param headers by lower-case name
 * @param mayRepeat whether an earlier try of the same call may have arrived: what it meets may be its own doing
 */
public record RestAnswer(int status, Map<String, String> headers, byte[] body, boolean mayRepeat) {
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
        return shared().json(what);
    }

    /** The error's reason as Google's APIs give it, cut to one short line. */
    public String reason() {
        return shared().reason();
    }

    static RestAnswer of(dev.loopkeeper.connectors.rest.RestAnswer answer) {
        return new RestAnswer(answer.status(), answer.headers(), answer.body(), answer.mayRepeat());
    }

    private dev.loopkeeper.connectors.rest.RestAnswer shared() {
        return new dev.loopkeeper.connectors.rest.RestAnswer(status, headers, body, mayRepeat);
    }
}
