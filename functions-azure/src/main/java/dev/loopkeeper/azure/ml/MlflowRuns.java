package dev.loopkeeper.azure.ml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loopkeeper.connectors.rest.RestAnswer;
import dev.loopkeeper.connectors.rest.RestCall;
import dev.loopkeeper.connectors.rest.RestClient;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The workspace's own MLflow endpoint, where every job is a run of the same name: it alone knows when a job ran, and
 * the studio draws the metrics that are written to it.
 *
 * <p>Follows MLflow's REST API 2.0: {@code runs/get}, {@code runs/log-batch}, {@code metrics/get-history}. A token is
 * one for {@code https://ml.azure.com/}.
 */
public final class MlflowRuns {
    private final String base;
    private final RestClient rest;

    /** @param host scheme and host of the tracking server, see {@link #host} */
    public MlflowRuns(Workspace workspace, String host, RestClient rest) {
        this.base = host + "/mlflow/v2.0" + workspace.id() + "/api/2.0/mlflow/";
        this.rest = rest;
    }

    /** The region's own tracking server. */
    public static String host(Workspace workspace) {
        return "https://" + workspace.region() + ".api.azureml.ms";
    }

    /** How long the run took from its start to its end, empty when it has not both. */
    Optional<Duration> ran(String run) {
        String what = "MLflow run " + run;
        RestAnswer answer = rest.call(RestCall.get(base + "runs/get?run_id=" + encoded(run)), what);
        if (!answer.ok()) {
            return Optional.empty();
        }
        JsonNode info = answer.json(what).path("run").path("info");
        long start = info.path("start_time").asLong(0);
        long end = info.path("end_time").asLong(0);
        return start <= 0 || end < start ? Optional.empty() : Optional.of(Duration.ofMillis(end - start));
    }

    /** When values of a metric were written, in order; none for a metric that was never written. */
    TreeSet<Instant> history(String run, String metric) {
        String what = "metric " + metric + " of MLflow run " + run;
        String query = "metrics/get-history?run_id=" + encoded(run) + "&metric_key=" + encoded(metric);
        RestAnswer answer = rest.call(RestCall.get(base + query), what);
        TreeSet<Instant> times = new TreeSet<>();
        if (answer.status() != 404) {
            answer.expectOk(what)
                    .json(what)
                    .path("metrics")
                    .forEach(point -> times.add(
                            Instant.ofEpochMilli(point.path("timestamp").asLong())));
        }
        return times;
    }

    /**
     * Writes values of metrics at a time; ones that are not finite are left out.
     *
     * @param step place on the axis of the studio's chart
     */
    void log(String run, Map<String, Double> metrics, Instant at, long step) {
        String what = "metrics of MLflow run " + run;
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("run_id", run);
        var list = body.putArray("metrics");
        metrics.forEach((key, value) -> {
            if (Double.isFinite(value)) {
                list.addObject()
                        .put("key", key)
                        .put("value", value)
                        .put("timestamp", at.toEpochMilli())
                        .put("step", step);
            }
        });
        if (!list.isEmpty()) {
            // The same value at the same time and step is the same point, so a second arrival draws nothing new.
            rest.call(RestCall.json("POST", base + "runs/log-batch", body).asRepeatable(), what)
                    .expectOk(what);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
