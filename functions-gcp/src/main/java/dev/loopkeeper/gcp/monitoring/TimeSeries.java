package dev.loopkeeper.gcp.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.connectors.rest.RestCall;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.gcp.rest.GoogleRest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads aligned points of Vertex AI's online prediction metrics: {@code projects.timeSeries.list} of Cloud Monitoring
 * v3.
 *
 * <p>Every series of one deployed model is summed up to the labels that are kept: spot and regular replicas report
 * apart.
 */
final class TimeSeries {
    private static final String PREFIX = "aiplatform.googleapis.com/prediction/online/";
    private static final String DEPLOYED = "metric.labels.deployed_model_id";
    private static final int MOST_PAGES = 50;

    /** What to ask for. */
    record Question(String metric, String deployedId, String more, String aligner, String reducer, List<String> keep) {}

    /** One aligned point; {@code start} is inclusive. */
    record Aligned(Instant start, Map<String, String> labels, JsonNode value) {}

    private final GoogleRest rest;
    private final String base;
    private final String project;

    TimeSeries(GoogleRest rest, String base, String project) {
        this.rest = rest;
        this.base = base;
        this.project = project;
    }

    /** Points of {@code period} each over {@code [from, to)}, which must be a whole number of periods. */
    List<Aligned> read(String endpointId, Question question, Instant from, Instant to, Duration period) {
        List<Aligned> points = new ArrayList<>();
        String page = "";
        for (int i = 0; i < MOST_PAGES; i++) {
            String what = "metric " + question.metric() + " of endpoint " + endpointId;
            JsonNode answer = rest.call(RestCall.get(url(endpointId, question, from, to, period, page)), what)
                    .expectOk(what)
                    .json(what);
            if (!answer.path("executionErrors").isEmpty()) {
                // Part of the data only: what is absent here would be read as nothing at all.
                throw LoopException.transientFailure(what + " came in parts; it is asked for again", null);
            }
            answer.path("timeSeries").forEach(series -> series.path("points")
                    .forEach(point -> points.add(aligned(series, point, period))));
            page = answer.path("nextPageToken").asText("");
            if (page.isEmpty()) {
                return points;
            }
        }
        throw LoopException.transientFailure(
                "metric " + question.metric() + " has over " + MOST_PAGES + " pages; ask for a shorter time", null);
    }

    private static Aligned aligned(JsonNode series, JsonNode point, Duration period) {
        Map<String, String> labels = new LinkedHashMap<>();
        series.path("metric")
                .path("labels")
                .properties()
                .forEach(l -> labels.put(l.getKey(), l.getValue().asText()));
        Instant end = Instant.parse(point.path("interval").path("endTime").asText());
        return new Aligned(end.minus(period), labels, point.path("value"));
    }

    private String url(String endpointId, Question q, Instant from, Instant to, Duration period, String page) {
        String filter = "metric.type=\"" + PREFIX + q.metric()
                + "\" AND resource.type=\"aiplatform.googleapis.com/Endpoint\""
                + " AND resource.labels.endpoint_id=\"" + endpointId + "\" AND " + DEPLOYED + "=\"" + q.deployedId()
                + "\"" + q.more();
        Map<String, List<String>> query = new LinkedHashMap<>();
        query.put("filter", List.of(filter));
        query.put("interval.startTime", List.of(from.toString()));
        query.put("interval.endTime", List.of(to.toString()));
        query.put("aggregation.alignmentPeriod", List.of(period.toSeconds() + "s"));
        query.put("aggregation.perSeriesAligner", List.of(q.aligner()));
        query.put("aggregation.crossSeriesReducer", List.of(q.reducer()));
        List<String> keep = new ArrayList<>(List.of(DEPLOYED));
        q.keep().forEach(label -> keep.add("metric.labels." + label));
        query.put("aggregation.groupByFields", keep);
        if (!page.isEmpty()) {
            query.put("pageToken", List.of(page));
        }
        StringBuilder url = new StringBuilder(base + "/v3/projects/" + project + "/timeSeries");
        String mark = "?";
        for (Map.Entry<String, List<String>> parameter : query.entrySet()) {
            for (String value : parameter.getValue()) {
                url.append(mark).append(parameter.getKey()).append('=').append(encoded(value));
                mark = "&";
            }
        }
        return url.toString();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
