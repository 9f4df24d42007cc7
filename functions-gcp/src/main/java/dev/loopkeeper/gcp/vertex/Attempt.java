package dev.loopkeeper.gcp.vertex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.store.ObjectStore;
import java.util.LinkedHashMap;
import java.util.Map;

/** One attempt of a run, and what its code is told. */
record Attempt(String model, String runId, int number) {
    String what() {
        return "attempt " + number + " of run " + runId + " of model " + model;
    }

    String jobId() {
        return Labels.jobId(model + "-" + runId + "-" + number);
    }

    void label(ObjectNode job) {
        job.putObject("labels")
                .put(Labels.MODEL, model)
                .put(Labels.RUN, Labels.value(runId))
                .put(Labels.ATTEMPT, Integer.toString(number));
    }

    String filter() {
        return "labels." + Labels.MODEL + "=" + model + " AND labels." + Labels.RUN + "=" + Labels.value(runId)
                + " AND labels." + Labels.ATTEMPT + "=" + number;
    }

    /** The request's own parameters, and above them ours: {@code request}, {@code output}, {@code model}, ... */
    Map<String, String> parameters(ObjectStore store, VertexPlace place, String requestKey) {
        JsonNode request = store.get(requestKey)
                .map(body -> Json.tree(body, requestKey))
                .orElseThrow(() -> LoopException.poison("request '" + requestKey + "' of " + what() + " is gone"));
        Map<String, String> values = new LinkedHashMap<>();
        request.path("params")
                .properties()
                .forEach(param -> values.put(param.getKey(), param.getValue().asText()));
        values.put("request", place.uri(requestKey));
        values.put("output", place.uri(Layout.run(model, runId)));
        values.put("model", model);
        values.put("run_id", runId);
        values.put("attempt", Integer.toString(number));
        return values;
    }
}
