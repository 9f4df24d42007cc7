package dev.loopkeeper.azure.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.connectors.rest.RestClient;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.rollout.LiveMetrics;
import dev.loopkeeper.rollout.VersionWindow;
import dev.loopkeeper.rollout.WindowSpan;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;

/**
 * Live counts of an online endpoint from its traffic log, table {@code AmlOnlineEndpointTrafficLog} of Log Analytics: a
 * row a request, so errors and slow requests are counted and not estimated.
 *
 * <p>A window counts once it is {@link Settings#settle} old; before that it is left out, because its rows may still
 * arrive. The log has no row for a minute without requests: such a window has 0 requests when the endpoint's other
 * deployments have rows in it, and is missing when none has.
 *
 * <p>Azure answers 424 for whatever a version's own code answers but success, 408 when it takes too long and 429 when
 * too many wait for it. Those are errors like 5xx, but for a 424 behind which the version itself refused a request as
 * the client's fault.
 */
public final class TrafficLogMetrics implements LiveMetrics {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String FAILED = "(ResponseCode >= 500 or ResponseCode in (408, 429) or ResponseCode == 424 and"
            + " coalesce(ModelStatusCode, 0) !between (400 .. 499))";

    /**
     * @param base of the API, {@code https://api.loganalytics.io}
     * @param workspace id of the Log Analytics workspace
     * @param machineLearning name of the Azure Machine Learning workspace; endpoints of others may share the log
     * @param settle age at which every row of a window has arrived
     */
    public record Settings(String base, String workspace, String machineLearning, Duration settle) {}

    private final LogAnalytics log;
    private final Settings settings;
    private final UnaryOperator<String> deployments;
    private final InstantSource clock;

    /** @param deployments the name of the deployment of a version */
    public TrafficLogMetrics(
            RestClient rest, Settings settings, UnaryOperator<String> deployments, InstantSource clock) {
        this.log = new LogAnalytics(rest, settings.base(), settings.workspace());
        this.settings = settings;
        this.deployments = deployments;
        this.clock = clock;
    }

    @Override
    public List<VersionWindow> windows(
            String endpoint, String version, Instant from, Instant to, Duration length, double slowMillis) {
        if (length.toSeconds() < 1 || length.toMillis() % 1_000 != 0) {
            throw LoopException.poison("rollout.window must be whole seconds; it is " + length);
        }
        WindowSpan span = WindowSpan.of(from, to, clock.instant().minus(settings.settle()), length);
        if (span.isEmpty()) {
            return List.of();
        }
        Map<Instant, VersionWindow> known = new HashMap<>();
        log.rows(counts(endpoint, version, span, slowMillis), span)
                .orElse(List.of())
                .forEach(row -> {
                    VersionWindow window = window(row);
                    known.put(window.start(), window);
                });
        return span.starts().stream()
                .map(start -> known.getOrDefault(start, VersionWindow.missing(start)))
                .toList();
    }

    @Override
    public OptionalDouble latency(String endpoint, String version, double quantile, Instant from, Instant to) {
        WindowSpan span = WindowSpan.of(from, to, clock.instant().minus(settings.settle()), MINUTE);
        if (span.isEmpty()) {
            return OptionalDouble.empty();
        }
        String query = rowsOf(endpoint, span)
                + "| where DeploymentName =~ " + Kql.text(deployments.apply(version)) + "\n"
                + "| summarize Requests = count(), Latency = percentile(TotalDurationMs, "
                + Kql.number(100 * quantile) + ")";
        Optional<JsonNode> latency = log.rows(query, span).orElse(List.of()).stream()
                .filter(row -> number(row, "Requests") > 0)
                .map(row -> row.get("Latency"))
                .filter(value -> value != null && !value.isNull())
                .findFirst();
        return latency.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(latency.get().asDouble());
    }

    private String counts(String endpoint, String version, WindowSpan span, double slowMillis) {
        return rowsOf(endpoint, span)
                + "| extend Mine = DeploymentName =~ " + Kql.text(deployments.apply(version)) + "\n"
                + "| summarize Requests = countif(Mine), Errors = countif(Mine and " + FAILED + "), Slow ="
                + " countif(Mine and TotalDurationMs > " + Kql.number(slowMillis) + ") by Start ="
                + " bin_at(TimeGenerated, " + Kql.length(span.length()) + ", " + Kql.time(span.first()) + ")";
    }

    /** Names on Azure are told apart without case. */
    private String rowsOf(String endpoint, WindowSpan span) {
        return "AmlOnlineEndpointTrafficLog\n"
                + "| where TimeGenerated >= " + Kql.time(span.first()) + " and TimeGenerated < " + Kql.time(span.end())
                + "\n| where AzureMLWorkspaceName =~ " + Kql.text(settings.machineLearning())
                + " and EndpointName =~ " + Kql.text(endpoint) + "\n";
    }

    private static VersionWindow window(Map<String, JsonNode> row) {
        return new VersionWindow(
                Instant.parse(row.get("Start").asText()),
                number(row, "Requests"),
                number(row, "Errors"),
                number(row, "Slow"),
                false);
    }

    /** Long numbers come as texts or as numbers; a column that is not there is no zero. */
    private static long number(Map<String, JsonNode> row, String column) {
        JsonNode value = row.get(column);
        if (value == null || !value.asText().matches("[0-9]{1,18}")) {
            throw LoopException.transientFailure(
                    "Log Analytics answered without a count in column '" + column + "'", null);
        }
        return value.asLong();
    }
}
