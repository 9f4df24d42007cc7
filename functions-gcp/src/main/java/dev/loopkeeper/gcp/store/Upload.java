package dev.loopkeeper.gcp.store;

import dev.loopkeeper.connectors.rest.RestCall;
import dev.loopkeeper.edge.Json;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/**
 * One write of one object: content and metadata in a single request.
 *
 * <p>The metadata carries a mark that no other write has. When an answer is lost and the repeat is refused, the mark on
 * the standing object tells whether it is this very write: equal bytes would not, as two writers may send the same.
 */
record Upload(String mark, String contentType, byte[] body) {
    /** The metadata key under which objects carry the mark of the write that made them. */
    static final String MARK = "loopkeeper-write";

    static Upload of(String key, byte[] body) {
        return new Upload(UUID.randomUUID().toString(), contentType(key), body);
    }

    RestCall to(String uri) {
        String boundary = "loopkeeper-" + UUID.randomUUID();
        byte[] metadata = Json.write(Map.of("contentType", contentType, "metadata", Map.of(MARK, mark)));
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + 512);
        text(out, "--" + boundary + "\r\nContent-Type: application/json; charset=UTF-8\r\n\r\n");
        out.writeBytes(metadata);
        text(out, "\r\n--" + boundary + "\r\nContent-Type: " + contentType + "\r\n\r\n");
        out.writeBytes(body);
        text(out, "\r\n--" + boundary + "--\r\n");
        Map<String, String> headers = Map.of("Content-Type", "multipart/related; boundary=" + boundary);
        return new RestCall("POST", URI.create(uri), headers, out.toByteArray(), true);
    }

    private static void text(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String contentType(String key) {
        if (key.endsWith(".json")) {
            return "application/json";
        }
        return key.endsWith(".html") ? "text/html; charset=utf-8" : "application/octet-stream";
    }
}
