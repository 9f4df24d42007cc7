package dev.loopkeeper.azure.ml.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The workspace's MLflow endpoint: a run has the name of its job, and keeps every value of a metric. */
public final class FakeRuns {
    /** A value of a metric. */
    public record Point(String key, double value, Instant at, long step) {}

    private final Map<String, ObjectNode> infos = new TreeMap<>();
    private final Map<String, List<Point>> points = new TreeMap<>();

    /** The job of this name ran from a time on for so long. */
    public synchronized void ran(String run, Instant from, Duration time) {
        info(run)
                .put("start_time", from.toEpochMilli())
                .put("end_time", from.plus(time).toEpochMilli());
    }

    /** Every value that was written to a run. */
    public synchronized List<Point> points(String run) {
        return List.copyOf(points.getOrDefault(run, List.of()));
    }

    private ObjectNode info(String run) {
        return infos.computeIfAbsent(
                run, name -> JsonNodeFactory.instance.objectNode().put("run_id", name));
    }

    synchronized ArmReply answer(ArmCall call) {
        String method = call.full().substring(call.full().indexOf("/api/2.0/mlflow/") + "/api/2.0/mlflow/".length());
        return switch (call.method() + " " + method) {
            case "GET runs/get" -> get(call.query().getOrDefault("run_id", ""));
            case "GET metrics/get-history" -> history(call);
            case "POST runs/log-batch" -> log(call.object());
            default -> throw new ArmRefusal(404, "ENDPOINT_NOT_FOUND", method);
        };
    }

    private ArmReply get(String run) {
        if (!infos.containsKey(run)) {
            throw new ArmRefusal(404, "RESOURCE_DOES_NOT_EXIST", "run " + run);
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("run").set("info", infos.get(run));
        return ArmReply.of(200, body);
    }

    private ArmReply history(ArmCall call) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode metrics = body.putArray("metrics");
        points.getOrDefault(call.query().get("run_id"), List.of()).stream()
                .filter(point -> point.key().equals(call.query().get("metric_key")))
                .forEach(point -> metrics.addObject()
                        .put("key", point.key())
                        .put("value", point.value())
                        .put("timestamp", point.at().toEpochMilli())
                        .put("step", point.step()));
        return ArmReply.of(200, body);
    }

    private ArmReply log(ObjectNode body) {
        String run = body.path("run_id").asText("");
        if (run.isEmpty() || body.path("metrics").size() > 1_000) {
            throw ArmRefusal.invalid("log-batch needs a run_id and at most 1,000 metrics");
        }
        for (JsonNode metric : body.path("metrics")) {
            if (!metric.path("timestamp").isIntegralNumber()
                    || !metric.path("value").isNumber()) {
                throw ArmRefusal.invalid("metric " + metric + " needs a value and a timestamp in milliseconds");
            }
            points.computeIfAbsent(run, name -> new ArrayList<>())
                    .add(new Point(
                            metric.path("key").asText(),
                            metric.path("value").asDouble(),
                            Instant.ofEpochMilli(metric.path("timestamp").asLong()),
                            metric.path("step").asLong()));
        }
        return ArmReply.of(200, JsonNodeFactory.instance.objectNode());
    }
}
