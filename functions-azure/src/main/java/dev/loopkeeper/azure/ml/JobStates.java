package dev.loopkeeper.azure.ml;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.retrain.TrainingStatus;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Reads the status of a job. One that does not respond, is paused or unknown to the service itself counts as running:
 * the run's own time limit ends it.
 */
final class JobStates {
    private JobStates() {}

    /** @param billed asked only for a job that has ended */
    static TrainingStatus of(JsonNode job, Supplier<Duration> billed) {
        JsonNode properties = job.path("properties");
        return switch (properties.path("status").asText("")) {
            case "Completed" -> new TrainingStatus.Succeeded(billed.get());
            case "Canceled" -> new TrainingStatus.Cancelled(billed.get());
            case "Failed" -> new TrainingStatus.Failed(reason(job), billed.get());
            case "Running", "Finalizing", "CancelRequested", "NotResponding", "Paused", "Unknown" ->
                new TrainingStatus.Running();
            default -> new TrainingStatus.Queued();
        };
    }

    static boolean ended(JsonNode job) {
        String status = job.path("properties").path("status").asText("");
        return status.equals("Completed") || status.equals("Canceled") || status.equals("Failed");
    }

    /** What a service of the job says went wrong, else where to read it. */
    private static String reason(JsonNode job) {
        String studio = "";
        for (JsonNode service : job.path("properties").path("services")) {
            String said = service.path("errorMessage").asText("").strip();
            if (!said.isEmpty()) {
                return said;
            }
            if (service.path("jobServiceType").asText().equalsIgnoreCase("Studio")) {
                studio = service.path("endpoint").asText("");
            }
        }
        return "Azure Machine Learning says Failed of job " + job.path("name").asText() + " and no reason: see its logs"
                + (studio.isEmpty() ? " in the studio." : " at " + studio);
    }
}
