package dev.loopkeeper.host;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.store.ObjectStore;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What a training service tells the code of an attempt: the request's own parameters, and above them ours:
 * {@code request}, {@code output}, {@code model}, {@code run_id} and {@code attempt}.
 *
 * @param uri address of a key of the object store, as training code opens it
 */
public record RunValues(ObjectStore store, UnaryOperator<String> uri) {
    /** @throws LoopException of kind {@code POISON} when the request is gone */
    public Map<String, String> of(String model, String runId, int attempt, String requestKey) {
        JsonNode request = store.get(requestKey)
                .map(body -> Json.tree(body, requestKey))
                .orElseThrow(() -> LoopException.poison("request '" + requestKey + "' of attempt " + attempt
                        + " of run " + runId + " of model " + model + " is gone"));
        Map<String, String> values = new LinkedHashMap<>();
        request.path("params")
                .properties()
                .forEach(param -> values.put(param.getKey(), param.getValue().asText()));
        values.put("request", uri.apply(requestKey));
        values.put("output", uri.apply(Layout.run(model, runId)));
        values.put("model", model);
        values.put("run_id", runId);
        values.put("attempt", Integer.toString(attempt));
        return values;
    }
}
