package dev.loopkeeper.azure.telemetry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loopkeeper.connectors.rest.RestCall;
import dev.loopkeeper.edge.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Anybody who takes OpenTelemetry's own protocol over HTTP in its JSON form (OTLP 1), such as a collector.
 *
 * @param endpoint as {@code OTEL_EXPORTER_OTLP_ENDPOINT} has it, without {@code /v1/traces}
 * @param headers that it asks for
 * @param role the app that the spans are of
 */
record Collector(String endpoint, Map<String, String> headers, String role) implements Destination {
    /** A span that a message caused. */
    private static final int CONSUMER = 5;

    private static final int OK = 1;
    private static final int ERROR = 2;

    /** @param headers as {@code OTEL_EXPORTER_OTLP_HEADERS} has them: {@code a=b,c=d}, percent-encoded */
    static Collector of(String endpoint, String headers, String role) {
        Map<String, String> read = new LinkedHashMap<>();
        for (String header : headers.split(",")) {
            int equals = header.indexOf('=');
            if (equals > 0) {
                read.put(
                        header.substring(0, equals).strip(),
                        URLDecoder.decode(
                                header.substring(equals + 1).strip().replace("+", "%2B"), StandardCharsets.UTF_8));
            }
        }
        return new Collector(endpoint.replaceAll("/+$", ""), Map.copyOf(read), role);
    }

    @Override
    public RestCall call(List<StepSpan> spans) {
        ObjectNode root = Json.mapper().createObjectNode();
        ObjectNode resource = root.putArray("resourceSpans").addObject();
        attributes(resource.putObject("resource").putArray("attributes"), Map.of("service.name", role));
        ObjectNode scope = resource.putArray("scopeSpans").addObject();
        scope.putObject("scope").put("name", "loopkeeper");
        ArrayNode list = scope.putArray("spans");
        spans.forEach(span -> write(span, list.addObject()));
        RestCall call = RestCall.json("POST", endpoint + "/v1/traces", root);
        for (Map.Entry<String, String> header : headers.entrySet()) {
            call = call.with(header.getKey(), header.getValue());
        }
        return call;
    }

    private static void write(StepSpan span, ObjectNode into) {
        into.put("traceId", span.trace()).put("spanId", span.id());
        into.put("name", span.name()).put("kind", CONSUMER);
        into.put("startTimeUnixNano", nanos(span.start())).put("endTimeUnixNano", nanos(span.end()));
        attributes(into.putArray("attributes"), span.attributes());
        into.putObject("status").put("code", span.failed() ? ERROR : OK);
    }

    private static void attributes(ArrayNode into, Map<String, String> attributes) {
        attributes.forEach((key, value) ->
                into.addObject().put("key", key).putObject("value").put("stringValue", value));
    }

    private static String nanos(Instant time) {
        return Long.toString(time.getEpochSecond() * 1_000_000_000L + time.getNano());
    }

    /** Without the headers, which may hold a key. */
    @Override
    public String toString() {
        return "Collector[" + endpoint + "]";
    }
}
