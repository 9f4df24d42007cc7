package dev.loopkeeper.azure.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.loopkeeper.azure.contracts.Swagger;
import dev.loopkeeper.edge.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Azure Monitor's metrics over the traffic of a test: a series a deployment and class of answers, a point for every
 * minute of the timespan, and no value in those without requests.
 */
final class FakeMonitor extends FakeService {
    private static final Optional<Swagger> PUBLISHED = Swagger.find("azure-monitor/2024-02-01/metrics_API.json");
    private static final String AFTER = "/providers/Microsoft.Insights/metrics";
    private static final Set<String> COMMON = Set.of("aggregation", "api-version", "top", "metricnamespace");

    private final Traffic traffic;
    private final String workspace;

    FakeMonitor(Traffic traffic, String workspace) {
        this.traffic = traffic;
        this.workspace = workspace;
    }

    @Override
    JsonNode answer(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        String before = workspace + "/onlineEndpoints/";
        must(path.startsWith(before) && path.endsWith(AFTER), "unknown path");
        Map<String, String> query = new LinkedHashMap<>();
        for (String pair : exchange.getRequestURI().getRawQuery().split("&")) {
            String[] parts = pair.split("=", 2);
            query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        PUBLISHED
                .flatMap(api -> api.fault(
                        exchange.getRequestMethod(), "/{resourceUri}" + AFTER, query.keySet(), COMMON, Set.of()))
                .ifPresent(fault -> must(false, fault));
        must(query.get("api-version").equals("2024-02-01"), "api-version");
        must(query.get("metricnames").equals("RequestsPerMinute"), "metricnames");
        must(query.get("aggregation").equals("average"), "the metric has averages only");
        must(query.get("interval").equals("PT1M"), "interval");
        must(query.get("$filter").equals("deployment eq '*' and statusCode eq '*'"), "filter");
        String[] span = query.get("timespan").split("/");
        String endpoint = path.substring(before.length(), path.length() - AFTER.length());
        return series(
                endpoint,
                Instant.parse(span[0]),
                Instant.parse(span[1]),
                Integer.parseInt(query.getOrDefault("top", "10")));
    }

    private ObjectNode series(String endpoint, Instant from, Instant to, int top) {
        Map<String, Map<Instant, Long>> counts = new TreeMap<>();
        for (Traffic.Sample s : traffic.of(endpoint, from, to)) {
            Instant minute = Instant.ofEpochSecond(s.at().getEpochSecond() / 60 * 60);
            long served = s.requests() - s.errors();
            add(counts, s.deployment() + "/200", minute, served / 2);
            add(counts, s.deployment() + "/400", minute, served - served / 2);
            // What Azure makes of a version whose code fails.
            add(counts, s.deployment() + "/424", minute, s.errors() - s.errors() / 2);
            add(counts, s.deployment() + "/503", minute, s.errors() / 2);
        }
        ObjectNode answer = Json.mapper().createObjectNode();
        answer.put("timespan", from + "/" + to);
        ObjectNode metric = answer.putArray("value").addObject().put("errorCode", "Success");
        metric.putObject("name").put("value", "RequestsPerMinute");
        ArrayNode series = metric.putArray("timeseries");
        counts.entrySet().stream().limit(top).forEach(entry -> {
            ObjectNode one = series.addObject();
            ArrayNode dimensions = one.putArray("metadatavalues");
            dimension(dimensions, "deployment", entry.getKey().split("/")[0]);
            dimension(dimensions, "statusCode", entry.getKey().split("/")[1]);
            points(one.putArray("data"), entry.getValue(), from, to);
        });
        return answer;
    }

    private static void points(ArrayNode into, Map<Instant, Long> counts, Instant from, Instant to) {
        for (Instant minute = from; minute.isBefore(to); minute = minute.plus(Duration.ofMinutes(1))) {
            ObjectNode point = into.addObject().put("timeStamp", minute.toString());
            if (counts.containsKey(minute)) {
                point.put("average", (double) counts.get(minute));
            }
        }
    }

    private static void add(Map<String, Map<Instant, Long>> counts, String series, Instant minute, long n) {
        if (n > 0) {
            counts.computeIfAbsent(series, s -> new TreeMap<>()).merge(minute, n, Long::sum);
        }
    }

    /** The service writes the names of dimensions in lower case. */
    private static void dimension(ArrayNode into, String name, String value) {
        ObjectNode dimension = into.addObject();
        dimension.putObject("name").put("value", name.toLowerCase(Locale.ROOT));
        dimension.put("value", value);
    }
}
