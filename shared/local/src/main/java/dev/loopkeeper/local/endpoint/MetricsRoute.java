package dev.loopkeeper.local.endpoint;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** {@code GET /metrics} in the Prometheus text format 0.0.4; counters begin again with the server. */
final class MetricsRoute {
    private static final String PREFIX = "loopkeeper_endpoint_";

    private final EndpointCatalog catalog;
    private final LongSupplier unlogged;

    MetricsRoute(EndpointCatalog catalog, LongSupplier unlogged) {
        this.catalog = catalog;
        this.unlogged = unlogged;
    }

    private record Series(String labels, LiveVersion version, int weight) {}

    void answer(HttpExchange exchange) throws IOException {
        Exchanges.requireMethod(exchange, "GET");
        Exchanges.send(
                exchange, 200, "text/plain; version=0.0.4; charset=utf-8", text().getBytes(StandardCharsets.UTF_8));
    }

    private String text() {
        List<Series> all = series();
        StringBuilder out = new StringBuilder(4_096);
        family(out, "requests_total", "counter", "Requests a version answered or failed");
        all.forEach(s ->
                sample(out, "requests_total", s.labels(), s.version().metrics().requests()));
        family(out, "errors_total", "counter", "Requests a version failed, by the status they would have had");
        all.forEach(s -> writeErrors(out, s));
        family(out, "request_duration_seconds", "histogram", "Time a version took, errors included");
        all.forEach(s -> s.version().metrics().latency().write(out, PREFIX + "request_duration_seconds", s.labels()));
        family(out, "weight", "gauge", "Configured share of the traffic in percent");
        all.forEach(s -> sample(out, "weight", s.labels(), s.weight()));
        family(out, "up", "gauge", "Whether the version's process answers");
        all.forEach(s -> sample(out, "up", s.labels(), s.version().process().up() ? 1 : 0));
        family(out, "unlogged_predictions_total", "counter", "Predictions answered but not logged");
        out.append(PREFIX)
                .append("unlogged_predictions_total ")
                .append(unlogged.getAsLong())
                .append('\n');
        return out.toString();
    }

    private List<Series> series() {
        List<Series> all = new ArrayList<>();
        for (ServedEndpoint endpoint : catalog.all()) {
            Serving now = endpoint.serving();
            now.state()
                    .deployments()
                    .keySet()
                    .forEach(name -> all.add(new Series(
                            "endpoint=\"" + endpoint.name() + "\",version=\"" + name + "\"",
                            now.versions().get(name),
                            now.state().weight(name))));
        }
        return all;
    }

    private static void writeErrors(StringBuilder out, Series series) {
        for (VersionFailure.Kind kind : VersionFailure.Kind.values()) {
            String labels = series.labels() + ",code=\"" + kind.status + "\",reason=\"" + kind.code + "\"";
            sample(out, "errors_total", labels, series.version().metrics().errors(kind));
        }
    }

    private static void family(StringBuilder out, String name, String type, String help) {
        out.append("# HELP ")
                .append(PREFIX)
                .append(name)
                .append(' ')
                .append(help)
                .append('\n');
        out.append("# TYPE ")
                .append(PREFIX)
                .append(name)
                .append(' ')
                .append(type)
                .append('\n');
    }

    private static void sample(StringBuilder out, String name, String labels, long value) {
        out.append(PREFIX)
                .append(name)
                .append('{')
                .append(labels)
                .append("} ")
                .append(value)
                .append('\n');
    }
}
