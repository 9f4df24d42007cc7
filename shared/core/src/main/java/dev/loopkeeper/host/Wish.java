package dev.loopkeeper.host;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.edge.LoopException;
import java.util.Optional;

/** What a person asks for, checked as it is read. */
record Wish(JsonNode json, Caller caller) {
    private static final int TEXT_LIMIT = 500;

    /** Who is recorded. */
    String by() {
        return caller instanceof Caller.Verified verified ? verified.name() : text("by");
    }

    /** Why; a verified caller's own {@code by} is kept beside it. */
    String reason() {
        String reason = text("reason");
        boolean noted = caller instanceof Caller.Verified verified
                && given("by")
                && !text("by").equals(verified.name());
        return noted ? reason + " (for " + text("by") + ")" : reason;
    }

    /** The version to roll back to. */
    Optional<String> to() {
        return given("to") ? Optional.of(text("to")) : Optional.empty();
    }

    private boolean given(String field) {
        return json.hasNonNull(field);
    }

    private String text(String field) {
        JsonNode value = json.get(field);
        String text = value != null && value.isTextual() ? value.asText().strip() : "";
        if (text.isEmpty() || text.length() > TEXT_LIMIT || text.chars().anyMatch(Character::isISOControl)) {
            throw LoopException.poison("the body needs '" + field + "': a text of 1 to " + TEXT_LIMIT
                    + " characters on one line, such as {\"by\": \"ann\", \"reason\": \"wrong prices\"}");
        }
        return text;
    }
}
