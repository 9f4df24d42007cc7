package dev.loopkeeper.gcp.rest;

import java.io.IOException;
import java.util.Optional;

/** Sends one call, once. */
interface Transport {
    /** @throws IOException when no answer came */
    RestStream open(RestCall call, Optional<String> bearer) throws IOException;
}
