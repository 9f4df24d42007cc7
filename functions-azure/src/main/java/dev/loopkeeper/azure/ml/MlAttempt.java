package dev.loopkeeper.azure.ml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One attempt of a run, and how its job is told from others. */
record MlAttempt(String model, String runId, int number) {
    String what() {
        return "attempt " + number + " of run " + runId + " of model " + model;
    }

    String jobName() {
        return MlNames.job(model + "-" + runId + "-" + number);
    }

    String resource() {
        return "jobs/" + jobName();
    }

    void tag(ObjectNode tags) {
        tags.put(MlNames.MODEL, model).put(MlNames.RUN, runId).put(MlNames.ATTEMPT, Integer.toString(number));
    }

    /** Whether a job as the service shows it is the one of this attempt. */
    boolean owns(JsonNode job) {
        JsonNode tags = job.path("properties").path("tags");
        return tags.path(MlNames.MODEL).asText().equals(model)
                && tags.path(MlNames.RUN).asText().equals(runId)
                && tags.path(MlNames.ATTEMPT).asText().equals(Integer.toString(number));
    }
}
