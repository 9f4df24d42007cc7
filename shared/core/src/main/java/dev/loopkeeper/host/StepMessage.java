package dev.loopkeeper.host;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.config.ModelName;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.loop.StepName;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * What a queue carries: a hint that a step look at a model, written {@code {"step": "plan-retraining", "model":
 * "sales"}}.
 */
public record StepMessage(StepName step, String model) {
    private static final int LIMIT = 1_024;

    /**
     * Reads a message.
     *
     * @throws LoopException of kind {@code POISON} when it is anything but these two fields, a step that a message may
     *     ask for, and the name of a model
     */
    public static StepMessage parse(byte[] body) {
        if (body.length > LIMIT) {
            throw LoopException.poison("step message is " + body.length + " bytes, allowed are " + LIMIT);
        }
        JsonNode json = Json.tree(body, "step message");
        if (!json.isObject() || json.size() != 2) {
            throw LoopException.poison("step message must be an object with 'step' and 'model' and nothing else");
        }
        String name = json.path("step").asText("");
        String model = json.path("model").asText("");
        Optional<StepName> step = Arrays.stream(StepName.values())
                .filter(s -> s.text().equals(name) && Steps.asked(s))
                .findFirst();
        if (step.isEmpty() || !json.path("step").isTextual()) {
            throw LoopException.poison(
                    "step message must name a step such as plan-retraining, not '" + Shown.of(name) + "'");
        }
        if (!json.path("model").isTextual() || !ModelName.allowed(model)) {
            throw LoopException.poison(
                    "step message must name a model, " + ModelName.PATTERN + ", not '" + Shown.of(model) + "'");
        }
        return new StepMessage(step.get(), model);
    }

    /** The message as {@link #parse} reads it; the same message is always the same bytes. */
    public byte[] write() {
        return Json.write(new java.util.TreeMap<>(Map.of("step", step.text(), "model", model)));
    }
}
