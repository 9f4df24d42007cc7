package dev.loopkeeper.azure.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.loopkeeper.azure.contracts.Swagger;
import dev.loopkeeper.edge.Json;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Log Analytics over the traffic of a test: it reads just the queries that the adapter may write, literal by literal,
 * and runs them on its own. A row has its numbers once as a text and once as a number, since the published examples and
 * the service differ.
 */
public final class FakeLogAnalytics extends FakeService {
    private static final Optional<Swagger> PUBLISHED = Swagger.find("azure-loganalytics/v1/OperationalInsights.json");
    private static final String TEXT = "'((?:[^'\\\\]|\\\\\\\\|\\\\')*)'";
    private static final String TIME = "datetime\\(([0-9TZ:.-]+)\\)";
    private static final String NUMBER = "([0-9.]+|real\\(\\+inf\\))";
    private static final String ROWS = "AmlOnlineEndpointTrafficLog\n"
            + "\\| where TimeGenerated >= " + TIME + " and TimeGenerated < " + TIME + "\n"
            + "\\| where AzureMLWorkspaceName =~ " + TEXT + " and EndpointName =~ " + TEXT + "\n";
    private static final Pattern COUNTS = Pattern.compile(ROWS + "\\| extend Mine = DeploymentName =~ " + TEXT + "\n"
            + "\\| summarize Requests = countif\\(Mine\\), Errors = countif\\(Mine and \\(ResponseCode >= 500"
            + " or ResponseCode in \\(408, 429\\) or ResponseCode == 424"
            + " and coalesce\\(ModelStatusCode, 0\\) !between \\(400 \\.\\. 499\\)\\)\\), Slow ="
            + " countif\\(Mine and TotalDurationMs > " + NUMBER + "\\) by Start = bin_at\\(TimeGenerated, (\\d+)s, "
            + TIME + "\\)");
    private static final Pattern LATENCY = Pattern.compile(ROWS + "\\| where DeploymentName =~ " + TEXT + "\n"
            + "\\| summarize Requests = count\\(\\), Latency = percentile\\(TotalDurationMs, " + NUMBER + "\\)");

    private final Traffic traffic;
    private final String workspace;
    private final String machineLearning;

    public FakeLogAnalytics(Traffic traffic, String workspace, String machineLearning) {
        this.traffic = traffic;
        this.workspace = workspace;
        this.machineLearning = machineLearning;
    }

    @Override
    JsonNode answer(HttpExchange exchange) throws IOException {
        must(exchange.getRequestURI().toString().equals("/v1/workspaces/" + workspace + "/query"), "unknown path");
        JsonNode body = Json.tree(exchange.getRequestBody().readAllBytes(), "query");
        Set<String> fields = new TreeSet<>();
        body.fieldNames().forEachRemaining(fields::add);
        PUBLISHED
                .flatMap(api -> api.fault(
                        exchange.getRequestMethod(), "/workspaces/{workspaceId}/query", Set.of(), Set.of(), fields))
                .ifPresent(fault -> must(false, fault));
        must(body.path("timespan").asText().matches("[0-9TZ:-]+/[0-9TZ:-]+"), "timespan must be start/end");
        String query = body.path("query").asText();
        Matcher counts = COUNTS.matcher(query);
        Matcher latency = LATENCY.matcher(query);
        must(counts.matches() || latency.matches(), "not a query of the adapter: " + query);
        return counts.matches() ? counts(counts) : latency(latency);
    }

    private List<Traffic.Sample> rows(Matcher query) {
        must(literal(query.group(3)).equalsIgnoreCase(machineLearning), "workspace " + query.group(3));
        return traffic.of(literal(query.group(4)), Instant.parse(query.group(1)), Instant.parse(query.group(2)));
    }

    private ObjectNode counts(Matcher query) {
        String deployment = literal(query.group(5));
        double slow = number(query.group(6));
        Duration length = Duration.ofSeconds(Long.parseLong(query.group(7)));
        Instant fixed = Instant.parse(query.group(8));
        TreeMap<Instant, long[]> bins = new TreeMap<>();
        for (Traffic.Sample s : rows(query)) {
            Instant start = fixed.plus(
                    length.multipliedBy(Duration.between(fixed, s.at()).dividedBy(length)));
            long[] bin = bins.computeIfAbsent(start, b -> new long[3]);
            if (s.deployment().equalsIgnoreCase(deployment)) {
                bin[0] += s.requests();
                bin[1] += s.errors();
                bin[2] += s.millis() > slow ? s.requests() : 0;
            }
        }
        ObjectNode answer = table("Start", "Requests", "Errors", "Slow");
        bins.forEach((start, bin) -> row(answer)
                .add(start.toString())
                .add(Long.toString(bin[0]))
                .add(bin[1])
                .add(bin[2]));
        return answer;
    }

    private ObjectNode latency(Matcher query) {
        List<Double> all = new ArrayList<>();
        long requests = 0;
        for (Traffic.Sample s : rows(query)) {
            if (s.deployment().equalsIgnoreCase(literal(query.group(5)))) {
                requests += s.requests();
                for (int i = 0; i < s.requests(); i++) {
                    all.add(s.millis());
                }
            }
        }
        all.sort(null);
        ObjectNode answer = table("Requests", "Latency");
        ArrayNode row = row(answer).add(requests);
        if (all.isEmpty()) {
            row.addNull();
        } else {
            int rank = (int) Math.ceil(number(query.group(6)) / 100 * all.size());
            row.add(all.get(Math.max(0, rank - 1)));
        }
        return answer;
    }

    private static ObjectNode table(String... columns) {
        ObjectNode answer = Json.mapper().createObjectNode();
        ObjectNode table = answer.putArray("tables").addObject().put("name", "PrimaryResult");
        ArrayNode named = table.putArray("columns");
        for (String column : columns) {
            named.addObject().put("name", column).put("type", column.equals("Start") ? "datetime" : "long");
        }
        table.putArray("rows");
        return answer;
    }

    private static ArrayNode row(ObjectNode answer) {
        return ((ArrayNode) answer.path("tables").path(0).path("rows")).addArray();
    }

    private static double number(String literal) {
        return literal.startsWith("real") ? Double.POSITIVE_INFINITY : Double.parseDouble(literal);
    }

    private static String literal(String text) {
        return text.replaceAll("\\\\(.)", "$1");
    }
}
