package dev.loopkeeper.gcp.function;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.edge.LoopException;

/**
 * The log entry that tells of a change in a Vertex AI pipeline job ({@code PipelineJobLogEntry}), as a log sink
 * publishes it. The state in it is not trusted: the step asks Vertex AI itself.
 */
final class PipelineEnd {
    private static final String RESOURCE = "aiplatform.googleapis.com/PipelineJob";

    private PipelineEnd() {}

    static boolean of(JsonNode entry) {
        return entry.path("resource").path("type").asText("").equals(RESOURCE);
    }

    /** @throws LoopException of kind {@code POISON} when the entry names no job */
    static String job(JsonNode entry) {
        String job =
                entry.path("resource").path("labels").path("pipeline_job_id").asText("");
        if (!job.matches("[a-z0-9][a-z0-9-]{0,127}")) {
            throw LoopException.poison("log entry of a pipeline job has no label 'pipeline_job_id'");
        }
        return job;
    }
}
