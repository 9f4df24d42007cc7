package dev.loopkeeper.gcp.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loopkeeper.connectors.rest.RestAnswer;
import dev.loopkeeper.connectors.rest.RestCall;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.gcp.rest.GoogleRest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Keeps one Vertex AI Model Monitoring job an endpoint in step with the champion: it watches the drift of what the
 * champion is asked and writes anomalies to Cloud Logging, from where they reach {@code receive-alert}.
 *
 * <p>A job carries our model's name as a label, by which it is found again; the service allows one job an endpoint, so
 * a create whose answer was lost cannot make a second one.
 */
public final class VertexModelMonitoring {
    private static final String LABEL = "loopkeeper-model";
    private static final String ANOMALIES = "google.cloud.aiplatform.logging.ModelMonitoringAnomaliesLogEntry";
    private static final int MOST_FEATURES = 5;

    /**
     * @param base of the API, such as {@code https://us-central1-aiplatform.googleapis.com}
     * @param interval between looks, whole hours
     * @param threshold of the distance between two intervals above which a feature has drifted
     * @param sampled share of the requests that are logged for it, above 0 to 1
     */
    public record Settings(
            String base, String project, String location, Duration interval, double threshold, double sampled) {
        String parent() {
            return "projects/" + project + "/locations/" + location;
        }
    }

    private final GoogleRest rest;
    private final Settings settings;

    public VertexModelMonitoring(GoogleRest rest, Settings settings) {
        this.rest = rest;
        this.settings = settings;
    }

    /** Sees to it that the model's job watches this deployed model, and that there is a job. */
    public void follow(String model, String endpointId, String deployedId) {
        Optional<JsonNode> job = find(model);
        if (job.isEmpty()) {
            ObjectNode body = objectives(deployedId);
            body.put("displayName", "loopkeeper-" + model);
            body.put("endpoint", settings.parent() + "/endpoints/" + endpointId);
            body.putObject("labels").put(LABEL, model);
            body.putObject("loggingSamplingStrategy")
                    .putObject("randomSampleConfig")
                    .put("sampleRate", settings.sampled());
            body.putObject("modelDeploymentMonitoringScheduleConfig")
                    .put("monitorInterval", settings.interval().toSeconds() + "s");
            body.putObject("modelMonitoringAlertConfig").put("enableLogging", true);
            send("POST", settings.parent() + "/modelDeploymentMonitoringJobs", body, model);
        } else if (!watched(job.get()).equals(deployedId)) {
            String name = job.get().path("name").asText();
            send(
                    "PATCH",
                    name + "?updateMask=model_deployment_monitoring_objective_configs",
                    objectives(deployedId),
                    model);
        }
    }

    private ObjectNode objectives(String deployedId) {
        ObjectNode body = Json.mapper().createObjectNode();
        ObjectNode objective =
                body.putArray("modelDeploymentMonitoringObjectiveConfigs").addObject();
        objective.put("deployedModelId", deployedId);
        objective
                .putObject("objectiveConfig")
                .putObject("predictionDriftDetectionConfig")
                .putObject("defaultDriftThreshold")
                .put("value", settings.threshold());
        return body;
    }

    private static String watched(JsonNode job) {
        JsonNode objectives = job.path("modelDeploymentMonitoringObjectiveConfigs");
        return objectives.size() == 1
                ? objectives.path(0).path("deployedModelId").asText()
                : "";
    }

    private Optional<JsonNode> find(String model) {
        String filter = URLEncoder.encode("labels." + LABEL + "=\"" + model + "\"", StandardCharsets.UTF_8)
                .replace("+", "%20");
        String what = "the monitoring job of model " + model;
        JsonNode jobs = rest.call(
                        RestCall.get(url(settings.parent() + "/modelDeploymentMonitoringJobs?filter=" + filter)), what)
                .expectOk(what)
                .json(what)
                .path("modelDeploymentMonitoringJobs");
        return Optional.of(jobs.path(0)).filter(JsonNode::isObject);
    }

    private void send(String method, String path, ObjectNode body, String model) {
        String what = "the monitoring job of model " + model;
        rest.call(RestCall.json(method, url(path), body), what).expectOk(what);
    }

    /**
     * A log entry of anomalies as an alert in the plain form that every loop reads; empty for any other entry.
     *
     * @param entry as a log sink delivers it
     */
    public Optional<byte[]> alert(JsonNode entry) {
        JsonNode found = entry.path("jsonPayload");
        if (!found.path("@type").asText().endsWith(ANOMALIES)) {
            return Optional.empty();
        }
        String job = found.path("modelDeploymentMonitoringJob").asText();
        ObjectNode alert = Json.mapper().createObjectNode();
        alert.put("name", "vertex-model-monitoring");
        alert.put(
                "id",
                job + "/" + found.path("anomalyObjective").asText() + "/"
                        + found.path("endTime").asText());
        alert.put("status", "firing");
        alert.put("summary", summary(found));
        alert.put("model", modelOf(job));
        return Optional.of(Json.write(alert));
    }

    private static String summary(JsonNode found) {
        StringBuilder text = new StringBuilder("Vertex AI Model Monitoring, ")
                .append(found.path("anomalyObjective")
                        .asText("drift")
                        .toLowerCase(Locale.ROOT)
                        .replace('_', ' '))
                .append(": ");
        int shown = 0;
        for (JsonNode feature : found.path("featureAnomalies")) {
            if (shown++ < MOST_FEATURES) {
                text.append(shown > 1 ? ", " : "")
                        .append(feature.path("featureDisplayName").asText())
                        .append(" by ")
                        .append(feature.path("deviation").asText())
                        .append(" (threshold ")
                        .append(feature.path("threshold").asText())
                        .append(')');
            }
        }
        return text + (shown > MOST_FEATURES ? " and " + (shown - MOST_FEATURES) + " more." : ".");
    }

    /** An alert without a model concerns all of them and could roll back each, so it must not come to that. */
    private String modelOf(String job) {
        if (!job.matches("projects/[\\w-]+/locations/[\\w-]+/modelDeploymentMonitoringJobs/\\d+")) {
            throw LoopException.poison("anomalies without the name of a monitoring job cannot be told to a model");
        }
        String what = "monitoring job " + job;
        RestAnswer answer = rest.call(RestCall.get(url(job)), what);
        JsonNode model = answer.status() == 404
                ? MissingNode.getInstance()
                : answer.expectOk(what).json(what).path("labels").path(LABEL);
        if (!model.isTextual()) {
            throw LoopException.poison(what + " carries no label " + LABEL
                    + ", so its anomalies belong to no loop: leave the job out of the log sink to receive-alert");
        }
        return model.asText();
    }

    private String url(String path) {
        return settings.base() + "/v1/" + path;
    }
}
