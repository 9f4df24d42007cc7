package dev.loopkeeper.gcp.monitoring;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.loopkeeper.edge.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cloud Monitoring's {@code timeSeries.list} over samples that a test adds: aligned, reduced and paged as the service
 * does it, newest points first, no point for a minute in which nothing happened. A parameter or filter that it does not
 * know is answered with 400.
 */
public final class FakeMonitoring implements AutoCloseable {
    private static final Pattern PATH = Pattern.compile("/v3/projects/([a-z0-9-]+)/timeSeries");
    private static final Pattern TERM = Pattern.compile("([a-z_.]+)=\"([^\"]*)\"");
    private static final List<String> PARAMETERS = List.of(
            "filter",
            "interval.startTime",
            "interval.endTime",
            "aggregation.alignmentPeriod",
            "aggregation.perSeriesAligner",
            "aggregation.crossSeriesReducer",
            "aggregation.groupByFields",
            "pageToken");
    private static final double SCALE = 1;
    private static final double GROWTH = 1.25;
    private static final int FINITE = 60;

    private record Sample(String endpoint, String deployed, Instant at, long requests, long errors, double millis) {}

    private record Span(Instant from, Instant to) {}

    private final HttpServer server;
    private final List<Sample> samples = new ArrayList<>();
    private final List<Span> lost = new ArrayList<>();

    public FakeMonitoring() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    public String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Adds requests of one moment. */
    public synchronized void served(
            String endpoint, String deployed, Instant at, long requests, long errors, double millis) {
        samples.add(new Sample(endpoint, deployed, at, requests, errors, millis));
    }

    /** No point in this time arrives, of any metric. */
    public synchronized void lose(Instant from, Instant to) {
        lost.add(new Span(from, to));
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body;
            int status = 200;
            try {
                body = Json.write(answer(exchange));
            } catch (IllegalArgumentException e) {
                status = 400;
                body = Json.write(Map.of("error", Map.of("code", 400, "message", e.getMessage())));
            }
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private synchronized ObjectNode answer(HttpExchange exchange) {
        must(PATH.matcher(exchange.getRequestURI().getPath()).matches(), "unknown path");
        must(exchange.getRequestMethod().equals("GET"), "method must be GET");
        Map<String, List<String>> query = query(exchange.getRequestURI().getRawQuery());
        must(PARAMETERS.containsAll(query.keySet()), "unknown parameter in " + query.keySet());
        Map<String, String> filter = filter(query.get("filter").get(0));
        Instant from = Instant.parse(query.get("interval.startTime").get(0));
        Instant to = Instant.parse(query.get("interval.endTime").get(0));
        must(from.isBefore(to), "the interval must not be empty");
        String seconds = query.get("aggregation.alignmentPeriod").get(0);
        must(seconds.matches("\\d+s"), "alignmentPeriod must be seconds such as 60s");
        Duration period = Duration.ofSeconds(Long.parseLong(seconds.substring(0, seconds.length() - 1)));
        must(period.toSeconds() >= 60, "alignmentPeriod must be at least 60s");
        ObjectNode answer = Json.mapper().createObjectNode();
        ArrayNode all = answer.putArray("timeSeries");
        series(all, filter, query.get("aggregation.groupByFields"), from, to, period);
        int page = query.containsKey("pageToken")
                ? Integer.parseInt(query.get("pageToken").get(0))
                : 0;
        if (all.size() > page + 1) {
            answer.put("nextPageToken", Integer.toString(page + 1));
        }
        if (!all.isEmpty()) {
            answer.putArray("timeSeries").add(all.get(page));
        }
        return answer;
    }

    private void series(
            ArrayNode all, Map<String, String> filter, List<String> keep, Instant from, Instant to, Duration period) {
        String metric = filter.get("metric.type").replace("aiplatform.googleapis.com/prediction/online/", "");
        Map<String, ArrayNode> points = new TreeMap<>();
        for (Instant end = to; end.isAfter(from); end = end.minus(period)) {
            Instant start = end.minus(period);
            List<Sample> in = in(filter, start, end);
            boolean dark = gone(start);
            if (metric.equals("replicas") && !dark) {
                point(points, "", end).putObject("value").put("int64Value", "1");
            } else if (metric.equals("response_count") && !in.isEmpty() && !dark) {
                must(keep.contains("metric.labels.response_code"), "response codes would be lost");
                count(
                        points,
                        "200",
                        end,
                        in.stream().mapToLong(s -> s.requests() - s.errors()).sum());
                count(points, "503", end, in.stream().mapToLong(Sample::errors).sum());
            } else if (metric.equals("prediction_latencies") && !in.isEmpty() && !dark) {
                must("total".equals(filter.get("metric.labels.latency_type")), "latency_type would be mixed");
                distribution(point(points, "", end).putObject("value").putObject("distributionValue"), in);
            }
        }
        points.forEach((code, list) -> {
            ObjectNode one = all.addObject();
            ObjectNode labels = one.putObject("metric").putObject("labels");
            labels.put("deployed_model_id", filter.get("metric.labels.deployed_model_id"));
            if (!code.isEmpty()) {
                labels.put("response_code", code);
            }
            one.set("points", list);
        });
    }

    private List<Sample> in(Map<String, String> filter, Instant start, Instant end) {
        return samples.stream()
                .filter(s -> s.endpoint().equals(filter.get("resource.labels.endpoint_id")))
                .filter(s -> s.deployed().equals(filter.get("metric.labels.deployed_model_id")))
                .filter(s -> !s.at().isBefore(start) && s.at().isBefore(end))
                .toList();
    }

    private boolean gone(Instant at) {
        return lost.stream().anyMatch(l -> !at.isBefore(l.from()) && at.isBefore(l.to()));
    }

    private static ObjectNode point(Map<String, ArrayNode> points, String code, Instant end) {
        ObjectNode point = points.computeIfAbsent(code, c -> Json.mapper().createArrayNode())
                .addObject();
        point.putObject("interval").put("startTime", end.toString()).put("endTime", end.toString());
        return point;
    }

    private static void count(Map<String, ArrayNode> points, String code, Instant end, long n) {
        if (n > 0) {
            point(points, code, end).putObject("value").put("int64Value", Long.toString(n));
        }
    }

    private static void distribution(ObjectNode into, List<Sample> samples) {
        long[] counts = new long[FINITE + 2];
        for (Sample s : samples) {
            int i = 0;
            while (i <= FINITE && s.millis() >= SCALE * Math.pow(GROWTH, i)) {
                i++;
            }
            counts[i] += s.requests();
        }
        into.put("count", Long.toString(Arrays.stream(counts).sum()));
        into.putObject("bucketOptions")
                .putObject("exponentialBuckets")
                .put("numFiniteBuckets", FINITE)
                .put("growthFactor", GROWTH)
                .put("scale", SCALE);
        int last = counts.length;
        while (last > 0 && counts[last - 1] == 0) {
            last--;
        }
        ArrayNode list = into.putArray("bucketCounts");
        Arrays.stream(counts, 0, last).forEach(c -> list.add(Long.toString(c)));
    }

    private static Map<String, List<String>> query(String raw) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        for (String pair : raw.split("&")) {
            int at = pair.indexOf('=');
            query.computeIfAbsent(pair.substring(0, at), k -> new ArrayList<>())
                    .add(URLDecoder.decode(pair.substring(at + 1), StandardCharsets.UTF_8));
        }
        return query;
    }

    private static Map<String, String> filter(String text) {
        Map<String, String> filter = new LinkedHashMap<>();
        for (String term : text.split(" AND ")) {
            Matcher matcher = TERM.matcher(term);
            must(matcher.matches(), "filter term " + term);
            filter.put(matcher.group(1), matcher.group(2));
        }
        return filter;
    }

    private static void must(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
