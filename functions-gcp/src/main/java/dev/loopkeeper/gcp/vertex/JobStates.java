package dev.loopkeeper.gcp.vertex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.retrain.TrainingStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/**
 * Reads the state of a pipeline job or custom job. What is billed is the time from its start to its end; one that never
 * started cost nothing.
 */
final class JobStates {
    private JobStates() {}

    static TrainingStatus of(JsonNode job) {
        String state = word(job);
        return switch (state) {
            case "SUCCEEDED" -> new TrainingStatus.Succeeded(billed(job));
            case "CANCELLED" -> new TrainingStatus.Cancelled(billed(job));
            case "FAILED", "EXPIRED", "PARTIALLY_SUCCEEDED" ->
                new TrainingStatus.Failed(reason(job, state), billed(job));
            case "RUNNING", "CANCELLING", "PAUSED", "UPDATING" -> new TrainingStatus.Running();
            default -> new TrainingStatus.Queued();
        };
    }

    static boolean active(JsonNode job) {
        TrainingStatus status = of(job);
        return status instanceof TrainingStatus.Queued || status instanceof TrainingStatus.Running;
    }

    private static String word(JsonNode job) {
        return job.path("state").asText("").replaceFirst("^(PIPELINE|JOB)_STATE_", "");
    }

    private static String reason(JsonNode job, String state) {
        String said = job.path("error").path("message").asText("");
        String name = job.path("name").asText();
        return said.isEmpty() ? "Vertex AI says " + state + " of " + name + " and no reason: see its logs." : said;
    }

    private static Duration billed(JsonNode job) {
        try {
            Instant start = Instant.parse(job.path("startTime").asText(""));
            Instant end = Instant.parse(job.path("endTime").asText(""));
            return end.isBefore(start) ? Duration.ZERO : Duration.between(start, end);
        } catch (DateTimeParseException e) {
            return Duration.ZERO;
        }
    }
}
