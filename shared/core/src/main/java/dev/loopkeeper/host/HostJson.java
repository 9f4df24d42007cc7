package dev.loopkeeper.host;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads what the platform sends: unknown fields are passed over, numbers may be text, the size is bounded. */
public final class HostJson {
    private static final int LIMIT = 1 << 20;

    private HostJson() {}

    /** @throws LoopException of kind {@code POISON} when it is no JSON object in UTF-8 of at most 1 MiB */
    public static JsonNode tree(byte[] body, String what) {
        JsonNode tree = document(body, what);
        if (!tree.isObject()) {
            throw LoopException.poison(what + " must be a JSON object");
        }
        return tree;
    }

    /** @throws LoopException of kind {@code POISON} when it is no JSON in UTF-8 of at most 1 MiB */
    public static JsonNode document(byte[] body, String what) {
        if (body.length > LIMIT) {
            throw LoopException.poison(what + " is " + body.length + " bytes, allowed are " + LIMIT);
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
        } catch (CharacterCodingException e) {
            throw LoopException.poison(what + " is not UTF-8", e);
        }
        return Json.tree(body, what);
    }

    /** A whole number, as JSON has it or as text, the way protobuf writes 64 bits. */
    public static Optional<Long> number(JsonNode value) {
        String text = value.isTextual() || value.isIntegralNumber() ? value.asText() : "";
        return text.matches("\\d{1,19}") && text.compareTo("9223372036854775807") <= 0 || text.matches("\\d{1,18}")
                ? Optional.of(Long.parseLong(text))
                : Optional.empty();
    }
}
