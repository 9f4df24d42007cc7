package dev.loopkeeper.status;

import java.io.IOException;
import java.io.InputStream;

/** The OpenAPI 3.1 document of the HTTP API, as {@code GET /openapi.json} answers it. */
public final class OpenApi {
    private static final String RESOURCE = "/dev/loopkeeper/status/openapi.json";

    private OpenApi() {}

    /** The document: UTF-8 JSON. */
    public static byte[] document() {
        try (InputStream in = OpenApi.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the build left out " + RESOURCE);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + RESOURCE, e);
        }
    }
}
