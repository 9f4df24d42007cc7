package dev.loopkeeper.evaluate;

import dev.loopkeeper.edge.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * One line of a prediction log, as JSON: what an endpoint answered for an id. Other fields are ignored.
 *
 * @param value probability of the positive class, or the predicted number
 */
public record PredictionLine(String id, Instant at, Double value) {
    public PredictionLine {
        if (id == null || at == null || value == null || !Double.isFinite(value)) {
            throw new IllegalArgumentException("a line needs 'id', 'at' and a finite number 'value'");
        }
    }

    /** Reads a line; {@code POISON} when it is none. */
    public static PredictionLine parse(String line) {
        return Json.read(line.getBytes(StandardCharsets.UTF_8), PredictionLine.class, "line of a prediction log");
    }
}
