package dev.loopkeeper.data;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import java.io.IOException;
import java.io.StringWriter;

/** The text of a JSON value as a CSV file would hold it: nested values as their JSON, at most 64 KiB. */
final class JsonValues {
    private final String key;

    JsonValues(String key) {
        this.key = key;
    }

    /** The value at the parser, which is left on its last token; {@code null} for a missing one. */
    String text(JsonParser parser) throws IOException {
        if (parser.currentToken().isStructStart()) {
            return nested(parser);
        }
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        String text = parser.getText();
        return Missing.is(text) ? null : text;
    }

    private String nested(JsonParser parser) throws IOException {
        StringWriter text = new StringWriter();
        int depth = 0;
        try (JsonGenerator generator = Json.mapper().getFactory().createGenerator(text)) {
            do {
                depth += parser.currentToken().isStructStart()
                        ? 1
                        : parser.currentToken().isStructEnd() ? -1 : 0;
                generator.copyCurrentEventExact(parser);
                generator.flush();
                if (text.getBuffer().length() > BatchReader.MAX_FIELD) {
                    throw LoopException.poison(
                            key + ", line " + parser.currentTokenLocation().getLineNr()
                                    + ": a nested value is longer than 64 KiB, which is the limit");
                }
            } while (depth > 0 && parser.nextToken() != null);
        }
        return text.toString();
    }
}
