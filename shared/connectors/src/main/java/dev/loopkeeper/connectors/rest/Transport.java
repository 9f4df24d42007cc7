package dev.loopkeeper.connectors.rest;

import java.io.IOException;

/** Sends one call, once. */
public interface Transport {
    /** @throws IOException when no answer came */
    RestStream open(RestCall call) throws IOException;
}
