package dev.loopkeeper.gcp.rest;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/** Sends one call, once. */
interface Transport {
    /** An answer whose body is still to be read; the caller closes it. */
    record Opened(int status, Map<String, String> headers, InputStream body) {}

    /** @throws IOException when no whole answer came */
    Opened open(RestCall call, Optional<String> bearer) throws IOException;
}
