package dev.loopkeeper.azure.telemetry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loopkeeper.connectors.rest.RestCall;
import dev.loopkeeper.edge.Json;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Application Insights' ingestion, version 2.1: a span that a message caused is a request there, and the trace is its
 * operation.
 *
 * @param key instrumentation key of the resource
 * @param endpoint of its region, with a slash at the end
 * @param role the app that the spans are of
 */
record ApplicationInsights(String key, String endpoint, String role) implements Destination {
    private static final String EVERYWHERE = "https://dc.services.visualstudio.com/";

    /** Reads a connection string; empty when it names no key or an address that is none. */
    static Optional<ApplicationInsights> of(String connection, String role) {
        Map<String, String> parts = new HashMap<>();
        for (String part : connection.split(";")) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                parts.put(
                        part.substring(0, equals).strip().toLowerCase(Locale.ROOT),
                        part.substring(equals + 1).strip());
            }
        }
        String key = parts.getOrDefault("instrumentationkey", "");
        String endpoint = parts.getOrDefault("ingestionendpoint", EVERYWHERE);
        return key.isEmpty() || !endpoint.matches("https?://[\\x21-\\x7e]+")
                ? Optional.empty()
                : Optional.of(new ApplicationInsights(key, endpoint.endsWith("/") ? endpoint : endpoint + "/", role));
    }

    @Override
    public RestCall call(List<StepSpan> spans) {
        ArrayNode items = Json.mapper().createArrayNode();
        spans.forEach(span -> write(span, items.addObject()));
        return RestCall.json("POST", endpoint + "v2.1/track", items);
    }

    private void write(StepSpan span, ObjectNode item) {
        item.put("ver", 1).put("name", "Microsoft.ApplicationInsights.Request");
        item.put("time", span.start().toString()).put("iKey", key);
        item.putObject("tags")
                .put("ai.operation.id", span.trace())
                .put("ai.operation.name", span.name())
                .put("ai.cloud.role", role);
        ObjectNode request =
                item.putObject("data").put("baseType", "RequestData").putObject("baseData");
        request.put("ver", 2).put("id", span.id()).put("name", span.name());
        request.put("duration", lasted(Duration.between(span.start(), span.end())));
        request.put("success", !span.failed()).put("responseCode", span.failed() ? "1" : "0");
        ObjectNode properties = request.putObject("properties");
        span.attributes().forEach(properties::put);
    }

    /** Days, hours, minutes, seconds and microseconds. */
    private static String lasted(Duration time) {
        return String.format(
                Locale.ROOT,
                "%d.%02d:%02d:%02d.%06d",
                time.toDays(),
                time.toHoursPart(),
                time.toMinutesPart(),
                time.toSecondsPart(),
                time.toNanosPart() / 1_000);
    }

    /** Without the key, which no log needs. */
    @Override
    public String toString() {
        return "ApplicationInsights[" + endpoint + "]";
    }
}
