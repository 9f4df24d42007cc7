package dev.loopkeeper.host;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** An answer, whatever server gives it; errors are {@code {"error": {"code", "message"}}}. */
public record HttpAnswer(int status, String type, byte[] body, Map<String, String> headers) {
    public static final String JSON = "application/json";
    public static final String HTML = "text/html; charset=utf-8";

    private static final Logger LOG = LogManager.getLogger(HttpAnswer.class);
    private static final Map<String, String> SAFE = Map.of(
            "Cache-Control",
            "no-store",
            "X-Content-Type-Options",
            "nosniff",
            "Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; "
                    + "img-src data:; frame-ancestors 'none'");

    /** With the headers that every answer has: not cached, not sniffed, no script but our own. */
    public HttpAnswer(int status, String type, byte[] body) {
        this(status, type, body, SAFE);
    }

    public static HttpAnswer json(int status, Object value) {
        return new HttpAnswer(status, JSON, Json.write(value));
    }

    public static HttpAnswer json(byte[] document) {
        return new HttpAnswer(200, JSON, document);
    }

    public static HttpAnswer html(String page) {
        return new HttpAnswer(200, HTML, page.getBytes(StandardCharsets.UTF_8));
    }

    /** Written without the mapper: turning a stranger away must not cost a cold instance its start. */
    public static HttpAnswer error(int status, String code, String message) {
        return error(status, code, message, Optional.empty());
    }

    /** As above, with what else somebody has to mend. */
    public static HttpAnswer error(int status, String code, String message, Optional<String> warning) {
        String body = "{\"error\":{\"code\":\"" + quoted(code) + "\",\"message\":\"" + quoted(message) + "\"}"
                + warning.map(w -> ",\"warning\":\"" + quoted(w) + "\"").orElse("") + "}";
        return new HttpAnswer(status, JSON, body.getBytes(StandardCharsets.UTF_8));
    }

    private static String quoted(String text) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(text));
    }

    /** 404, with where to look. */
    public static HttpAnswer nothingThere(HttpCall call) {
        return error(
                404,
                "not-found",
                "nothing is at " + Shown.of(call.method()) + " " + Shown.of(call.path())
                        + "; see /status and /openapi.json");
    }

    /** The answer of {@code work}; 400 for a bad request, 503 for what may heal, 500 for a fault of ours. */
    public static HttpAnswer guarded(HttpCall call, Supplier<HttpAnswer> work) {
        try {
            return work.get();
        } catch (LoopException e) {
            return e.kind() == LoopException.Kind.POISON
                    ? error(400, "bad-request", e.getMessage())
                    : error(503, "try-again", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("{} {} failed: {}", Shown.of(call.method()), Shown.of(call.path()), e.toString(), e);
            return error(500, "internal", "the request failed; the log says why");
        }
    }
}
