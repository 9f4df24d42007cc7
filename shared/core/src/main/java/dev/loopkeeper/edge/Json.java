package dev.loopkeeper.edge;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;

/**
 * The one JSON mapper: records only, no default typing, duplicate keys refused, unknown fields of our own records
 * tolerated (a journal written by a newer release must stay readable), documents and nesting bounded.
 */
public final class Json {
    private static final int DEPTH = 32;
    private static final int DOCUMENT = 16 << 20;
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH)
                            .maxDocumentLength(DOCUMENT)
                            .maxNumberLength(64)
                            .maxStringLength(4 << 20)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
            .build();

    private Json() {}

    /** Writes a record of ours. */
    public static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "cannot write " + value.getClass().getSimpleName() + " as JSON", e);
        }
    }

    /**
     * Reads a record of ours.
     *
     * @param name of the document, for the message
     * @throws LoopException of kind {@code POISON} when it cannot be read
     */
    public static <T> T read(byte[] body, Class<T> type, String name) {
        try {
            T value = MAPPER.readValue(body, type);
            if (value == null) {
                throw LoopException.poison(name + " is the JSON literal null, expected a " + type.getSimpleName());
            }
            return value;
        } catch (IOException e) {
            throw LoopException.poison(
                    name + " is not " + (type == JsonNode.class ? "JSON" : "a readable " + type.getSimpleName()) + ": "
                            + firstLine(e),
                    e);
        }
    }

    /** Reads any document as a tree. */
    public static JsonNode tree(byte[] body, String name) {
        return read(body, JsonNode.class, name);
    }

    /** The shared mapper, for streaming. */
    public static JsonMapper mapper() {
        return MAPPER;
    }

    private static String firstLine(IOException e) {
        String message = e instanceof JsonProcessingException j ? j.getOriginalMessage() : e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
