package dev.loopkeeper.testkit.functions;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what Event Grid posts as the host does, with a forgiving reader (comments, single quotes, NaN; the last of two
 * equal keys counts; 64 levels, whole numbers of 380 digits), and writes each event anew, indented, for the function.
 */
final class EventTokens {
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(64)
                            .maxNumberLength(380)
                            .build())
                    .build())
            .enable(
                    JsonReadFeature.ALLOW_JAVA_COMMENTS,
                    JsonReadFeature.ALLOW_SINGLE_QUOTES,
                    JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS,
                    JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES,
                    JsonReadFeature.ALLOW_TRAILING_COMMA,
                    JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private EventTokens() {}

    /** @throws IllegalArgumentException when it is no JSON object or array */
    static JsonNode parse(String text) {
        try {
            JsonNode token = MAPPER.readTree(text);
            if (!token.isContainerNode()) {
                throw new IllegalArgumentException(
                        "content should be a JSON object or array, was " + token.getNodeType());
            }
            return token;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("content is no JSON", e);
        }
    }

    /** The events, an array's or the one. */
    static List<String> events(JsonNode token) {
        List<String> events = new ArrayList<>();
        if (token.isArray()) {
            token.forEach(event -> events.add(event.toPrettyString()));
        } else {
            events.add(token.toPrettyString());
        }
        return events;
    }
}
