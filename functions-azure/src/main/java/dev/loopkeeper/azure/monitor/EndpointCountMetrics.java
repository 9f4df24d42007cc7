package dev.loopkeeper.azure.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.connectors.rest.RestCall;
import dev.loopkeeper.connectors.rest.RestClient;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.rollout.LiveMetrics;
import dev.loopkeeper.rollout.VersionWindow;
import dev.loopkeeper.rollout.WindowSpan;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Live counts of an online endpoint from Azure Monitor's metric {@code RequestsPerMinute}, for workspaces that keep no
 * traffic log: requests and errors, no latency.
 *
 * <p>Azure's latency metrics are averages of percentiles, from which nobody can say how many requests were slow. So
 * there is no quantile here to freeze, a rollout is judged on errors alone, and where a threshold was frozen from
 * another source its windows are missing rather than free of slow requests. A minute has no point without requests: a
 * window has 0 requests when another deployment has points in it, and is missing when none has.
 *
 * <p>Errors are 5xx, 408, 429 and 424, with which Azure answers whatever a version's own code answers but success; a
 * request that the version refused as the client's fault is among them, for champion and challenger alike.
 */
public final class EndpointCountMetrics implements LiveMetrics {
    private static final Logger LOG = LogManager.getLogger(EndpointCountMetrics.class);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final double NO_THRESHOLD = 1e15;
    /** Azure gives ten unless told: a series a deployment and status. */
    private static final int MOST_SERIES = 500;

    private static final Pattern FAILED = Pattern.compile("5..|408|424|429");

    /**
     * @param base of Resource Manager, {@code https://management.azure.com}
     * @param workspace resource id of the Azure Machine Learning workspace, with its first slash
     * @param settle age at which every point of a window has arrived
     */
    public record Settings(String base, String workspace, Duration settle) {}

    private final RestClient rest;
    private final Settings settings;
    private final UnaryOperator<String> deployments;
    private final InstantSource clock;

    /** @param deployments the name of the deployment of a version */
    public EndpointCountMetrics(
            RestClient rest, Settings settings, UnaryOperator<String> deployments, InstantSource clock) {
        this.rest = rest;
        this.settings = settings;
        this.deployments = deployments;
        this.clock = clock;
    }

    @Override
    public List<VersionWindow> windows(
            String endpoint, String version, Instant from, Instant to, Duration length, double slowMillis) {
        if (length.compareTo(MINUTE) < 0 || length.toMillis() % MINUTE.toMillis() != 0) {
            throw LoopException.poison("rollout.window must be whole minutes where Azure Monitor's metrics are read,"
                    + " which have a point a minute; it is " + length);
        }
        WindowSpan span = WindowSpan.of(from, to, clock.instant().minus(settings.settle()), length);
        if (span.isEmpty()) {
            return List.of();
        }
        if (slowMillis < NO_THRESHOLD) {
            LOG.warn(
                    "endpoint {}: Azure Monitor's metrics cannot say how many requests took over {} ms; its windows"
                            + " are missing until the traffic log is read again",
                    endpoint,
                    slowMillis);
            return span.starts().stream().map(VersionWindow::missing).toList();
        }
        Map<Instant, double[]> counts = counts(endpoint, deployments.apply(version), span);
        return span.starts().stream()
                .map(start -> window(start, counts.get(start)))
                .toList();
    }

    /** Never there: see above. */
    @Override
    public OptionalDouble latency(String endpoint, String version, double quantile, Instant from, Instant to) {
        return OptionalDouble.empty();
    }

    private static VersionWindow window(Instant start, double[] counts) {
        return counts == null
                ? VersionWindow.missing(start)
                : new VersionWindow(
                        start, Math.round(counts[0]), Math.min(Math.round(counts[1]), Math.round(counts[0])), 0, false);
    }

    /** Requests and errors of one deployment, by the windows in which any deployment has points. */
    private Map<Instant, double[]> counts(String endpoint, String deployment, WindowSpan span) {
        String what = "metric RequestsPerMinute of endpoint " + endpoint;
        JsonNode answer = rest.call(RestCall.get(url(endpoint, span)), what)
                .expectOk(what)
                .json(what);
        Map<Instant, double[]> counts = new TreeMap<>();
        for (JsonNode metric : answer.path("value")) {
            if (metric.hasNonNull("errorCode")
                    && !metric.path("errorCode").asText().equals("Success")) {
                throw LoopException.transientFailure(
                        what + " answered " + metric.path("errorCode").asText(), null);
            }
            metric.path("timeseries").forEach(series -> add(series, deployment, span, counts));
        }
        return counts;
    }

    private static void add(JsonNode series, String deployment, WindowSpan span, Map<Instant, double[]> counts) {
        Map<String, String> dimensions = new HashMap<>();
        series.path("metadatavalues")
                .forEach(d -> dimensions.put(
                        d.path("name").path("value").asText().toLowerCase(Locale.ROOT),
                        d.path("value").asText()));
        boolean mine = dimensions.getOrDefault("deployment", "").equalsIgnoreCase(deployment);
        boolean failed =
                FAILED.matcher(dimensions.getOrDefault("statuscode", "")).matches();
        for (JsonNode point : series.path("data")) {
            if (point.path("average").isNumber()) {
                long since = Duration.between(
                                span.first(),
                                Instant.parse(point.path("timeStamp").asText()))
                        .dividedBy(span.length());
                double[] window = counts.computeIfAbsent(
                        span.first().plus(span.length().multipliedBy(since)), s -> new double[2]);
                double requests = mine ? point.path("average").asDouble() : 0;
                window[0] += requests;
                window[1] += failed ? requests : 0;
            }
        }
    }

    private String url(String endpoint, WindowSpan span) {
        return settings.base() + settings.workspace() + "/onlineEndpoints/" + encoded(endpoint)
                + "/providers/Microsoft.Insights/metrics?api-version=2024-02-01&metricnames=RequestsPerMinute"
                + "&timespan=" + encoded(span.first() + "/" + span.end()) + "&interval=PT1M&aggregation=average"
                + "&top=" + MOST_SERIES + "&$filter=" + encoded("deployment eq '*' and statusCode eq '*'");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
