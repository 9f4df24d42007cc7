package dev.loopkeeper.gcp.vertex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loopkeeper.host.RunValues;
import dev.loopkeeper.store.ObjectStore;
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
        return new RunValues(store, place::uri).of(model, runId, number, requestKey);
    }
}
