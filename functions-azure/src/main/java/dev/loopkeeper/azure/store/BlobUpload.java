package dev.loopkeeper.azure.store;

import dev.loopkeeper.connectors.rest.RestCall;
import java.net.URI;
import java.util.Map;
import java.util.UUID;

/**
 * One write of one blob: content and metadata in a single request.
 *
 * <p>The metadata carries a mark that no other write has. When an answer is lost and the repeat is refused, the mark on
 * the standing blob tells whether it is this very write: equal bytes would not, as two writers may send the same.
 */
record BlobUpload(String mark, String contentType, byte[] body) {
    /** The header under which blobs carry the mark of the write that made them. */
    static final String MARK = "x-ms-meta-loopkeeperwrite";

    static BlobUpload of(String key, byte[] body) {
        return new BlobUpload(UUID.randomUUID().toString(), contentType(key), body);
    }

    RestCall to(String uri) {
        Map<String, String> headers = Map.of("x-ms-blob-type", "BlockBlob", MARK, mark, "Content-Type", contentType);
        return new RestCall("PUT", URI.create(uri), headers, body, true);
    }

    private static String contentType(String key) {
        if (key.endsWith(".json")) {
            return "application/json";
        }
        return key.endsWith(".html") ? "text/html; charset=utf-8" : "application/octet-stream";
    }
}
