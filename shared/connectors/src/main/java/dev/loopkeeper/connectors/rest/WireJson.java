package dev.loopkeeper.connectors.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Reads what services send: trees only, with room for their larger answers. Fields that are new there are kept, so that
 * what is sent back loses nothing.
 */
final class WireJson {
    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(64)
                    .maxDocumentLength(16L << 20)
                    .build())
            .build());

    private WireJson() {}

    static ObjectMapper mapper() {
        return MAPPER;
    }
}
