package dev.loopkeeper.gcp.vertex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.connectors.rest.RestAnswer;
import java.util.Map;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Evaluations beside the versions of the Model Registry, where the console draws them: the comparison of each run, and
 * live quality as ground truth arrives.
 *
 * <p>Each has a display name and is imported once. They are shown to people and never read back, so one that the
 * service refuses is logged and holds nothing up.
 */
public final class VertexEvaluations {
    private static final Logger LOG = LogManager.getLogger(VertexEvaluations.class);
    private static final String SCHEMAS = "gs://google-cloud-aiplatform/schema/modelevaluation/";
    private static final Map<String, String> NAMES = Map.of(
            "auc", "auRoc",
            "logloss", "logLoss",
            "rmse", "rootMeanSquaredError",
            "mae", "meanAbsoluteError",
            "r2", "rSquared");

    private final VertexApi api;

    public VertexEvaluations(VertexApi api) {
        this.api = api;
    }

    /**
     * Imports the metrics of a version unless an evaluation of that display name is there.
     *
     * @param version such as {@code v3}
     * @param metrics by the names of {@code evaluation.json}; the service's own name is used where it has one
     * @param notes shown as metadata
     */
    public void importOnce(
            String model,
            String version,
            String displayName,
            LoopConfig.Task task,
            Map<String, Double> metrics,
            Map<String, String> notes) {
        Optional<String> number = VersionNames.number(model, version);
        if (number.isEmpty() || metrics.isEmpty()) {
            return;
        }
        String resource = api.place().model(model, number.get()) + "/evaluations";
        String what = "evaluation " + displayName + " of version " + version + " of model " + model;
        for (JsonNode known : api.list(resource, "modelEvaluations", "", what)) {
            if (known.path("displayName").asText().equals(displayName)) {
                return;
            }
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("modelEvaluation", evaluation(displayName, task, metrics, notes));
        RestAnswer answer = api.send("POST", resource + ":import", body, false, what);
        if (!answer.ok()) {
            LOG.warn("{} was refused: {} {}", what, answer.status(), answer.reason());
        }
    }

    private static ObjectNode evaluation(
            String displayName, LoopConfig.Task task, Map<String, Double> metrics, Map<String, String> notes) {
        ObjectNode evaluation = JsonNodeFactory.instance.objectNode().put("displayName", displayName);
        String kind = task == LoopConfig.Task.REGRESSION ? "regression" : "classification";
        evaluation.put("metricsSchemaUri", SCHEMAS + kind + "_metrics_1.0.0.yaml");
        ObjectNode values = evaluation.putObject("metrics");
        metrics.forEach((name, value) -> {
            if (Double.isFinite(value)) {
                values.put(NAMES.getOrDefault(name, name), value);
            }
        });
        ObjectNode metadata = evaluation.putObject("metadata");
        notes.forEach(metadata::put);
        return evaluation;
    }
}
