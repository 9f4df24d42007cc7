package dev.loopkeeper.gcp.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.gcp.monitoring.TimeSeries.Aligned;
import dev.loopkeeper.gcp.monitoring.TimeSeries.Question;
import dev.loopkeeper.gcp.rest.GoogleRest;
import dev.loopkeeper.rollout.LiveMetrics;
import dev.loopkeeper.rollout.VersionWindow;
import dev.loopkeeper.rollout.WindowSpan;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Live counts of a Vertex AI endpoint from Cloud Monitoring.
 *
 * <p>A window counts once it is {@link Settings#settle} old; before that it is left out, because its points may still
 * arrive. Monitoring writes no point for a minute without requests: such a window has 0 requests when the version's
 * replicas reported in it, and is missing when they did not. An error is an answer of the class 5xx. A request is slow
 * when it lies in a latency bucket at or above the threshold; {@link #latency} gives a bucket's bound, so that this
 * count is exact for a threshold that was frozen from it.
 */
public final class CloudMonitoringMetrics implements LiveMetrics {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /**
     * @param base of the API, {@code https://monitoring.googleapis.com}
     * @param settle age at which every point of a window has arrived; Google gives up to two minutes for replicas
     */
    public record Settings(String base, String project, Duration settle) {}

    private final TimeSeries series;
    private final Settings settings;
    private final UnaryOperator<String> endpoints;
    private final UnaryOperator<String> deployed;
    private final InstantSource clock;

    /**
     * @param endpoints the numeric id of an endpoint by its name in {@code loop.yaml}
     * @param deployed the id of the deployed model of a version
     */
    public CloudMonitoringMetrics(
            GoogleRest rest,
            Settings settings,
            UnaryOperator<String> endpoints,
            UnaryOperator<String> deployed,
            InstantSource clock) {
        this.series = new TimeSeries(rest, settings.base(), settings.project());
        this.settings = settings;
        this.endpoints = endpoints;
        this.deployed = deployed;
        this.clock = clock;
    }

    @Override
    public List<VersionWindow> windows(
            String endpoint, String version, Instant from, Instant to, Duration length, double slowMillis) {
        if (length.compareTo(MINUTE) < 0 || length.toMillis() % MINUTE.toMillis() != 0) {
            throw LoopException.poison("rollout.window must be whole minutes on Vertex AI, whose metrics are a point a"
                    + " minute; it is " + length);
        }
        WindowSpan span = WindowSpan.of(from, to, clock.instant().minus(settings.settle()), length);
        if (span.isEmpty()) {
            return List.of();
        }
        Tally tally = tally(endpoint, version, span.first(), span.end(), length, slowMillis);
        return span.starts().stream().map(tally::window).toList();
    }

    private Tally tally(
            String endpoint, String version, Instant first, Instant last, Duration length, double slowMillis) {
        String id = endpoints.apply(endpoint);
        String model = deployed.apply(version);
        Tally tally = new Tally();
        series.read(id, responses(model), first, last, length).forEach(tally::responses);
        series.read(id, latencies(model), first, last, length).forEach(p -> tally.latencies(p, slowMillis));
        series.read(id, replicas(model), first, last, length).forEach(tally::alive);
        return tally;
    }

    @Override
    public OptionalDouble latency(String endpoint, String version, double quantile, Instant from, Instant to) {
        WindowSpan span = WindowSpan.of(from, to, clock.instant().minus(settings.settle()), MINUTE);
        if (span.isEmpty()) {
            return OptionalDouble.empty();
        }
        Duration whole = Duration.between(span.first(), span.end());
        return series
                .read(endpoints.apply(endpoint), latencies(deployed.apply(version)), span.first(), span.end(), whole)
                .stream()
                .map(p -> Buckets.of(p.value().path("distributionValue")))
                .reduce(Buckets.NONE, Buckets::plus)
                .quantile(quantile);
    }

    private static Question responses(String model) {
        return new Question("response_count", model, "", "ALIGN_DELTA", "REDUCE_SUM", List.of("response_code"));
    }

    private static Question latencies(String model) {
        // The parts, overhead and model, come as series of their own and would count every request three times.
        String total = " AND metric.labels.latency_type=\"total\"";
        return new Question("prediction_latencies", model, total, "ALIGN_DELTA", "REDUCE_SUM", List.of());
    }

    private static Question replicas(String model) {
        return new Question("replicas", model, "", "ALIGN_MAX", "REDUCE_MAX", List.of());
    }

    /** Sums by the start of a window. */
    private static final class Tally {
        private final Map<Instant, long[]> counts = new TreeMap<>();
        private final Set<Instant> alive = new HashSet<>();

        private long[] at(Instant start) {
            return counts.computeIfAbsent(start, s -> new long[3]);
        }

        void responses(Aligned point) {
            JsonNode value = point.value();
            long n = value.has("int64Value")
                    ? value.path("int64Value").asLong()
                    : Math.round(value.path("doubleValue").asDouble());
            at(point.start())[0] += n;
            if (point.labels().getOrDefault("response_code", "").startsWith("5")) {
                at(point.start())[1] += n;
            }
        }

        void latencies(Aligned point, double slowMillis) {
            at(point.start())[2] +=
                    Buckets.of(point.value().path("distributionValue")).atOrAbove(slowMillis);
        }

        void alive(Aligned point) {
            alive.add(point.start());
        }

        VersionWindow window(Instant start) {
            long[] n = counts.get(start);
            if (n == null || n[0] == 0) {
                return alive.contains(start) ? new VersionWindow(start, 0, 0, 0, false) : VersionWindow.missing(start);
            }
            // Two metrics of one request can fall into neighbouring minutes.
            return new VersionWindow(start, n[0], n[1], Math.min(n[2], n[0]), false);
        }
    }
}
