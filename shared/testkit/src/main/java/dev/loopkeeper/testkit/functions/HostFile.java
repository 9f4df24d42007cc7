package dev.loopkeeper.testkit.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What {@code host.json} says, with the host's own defaults.
 *
 * @param batchSize messages asked of a queue at once
 * @param maxDequeueCount attempts before a message is poison
 * @param visibilityTimeout how long a failed message waits
 * @param maxPollingInterval how long an empty queue is left alone at most
 * @param base64 whether messages are Base64
 */
record HostFile(
        String routePrefix,
        int batchSize,
        int maxDequeueCount,
        Duration visibilityTimeout,
        Duration maxPollingInterval,
        boolean base64) {
    private static final String OVERRIDE = "AzureFunctionsJobHost__";

    /** An app setting {@code AzureFunctionsJobHost__extensions__queues__batchSize} goes before what the file says. */
    static HostFile read(Path root, AppSettings settings) {
        Path file = root.resolve("host.json");
        JsonNode host = StagedJson.read(file);
        settings.values().forEach((name, value) -> override(host, name, value));
        if (!host.path("version").asText().equals("2.0")) {
            throw new IllegalStateException(file + " must say \"version\": \"2.0\"");
        }
        JsonNode extensions = host.path("extensions");
        JsonNode queues = extensions.path("queues");
        return new HostFile(
                extensions.path("http").path("routePrefix").asText("api"),
                queues.path("batchSize").asInt(16),
                queues.path("maxDequeueCount").asInt(5),
                span(queues.path("visibilityTimeout").asText("00:00:00")),
                span(queues.path("maxPollingInterval").asText("00:01:00")),
                !queues.path("messageEncoding").asText("base64").equalsIgnoreCase("none"));
    }

    private static void override(JsonNode host, String name, String value) {
        if (name.startsWith(OVERRIDE)) {
            String[] path = name.substring(OVERRIDE.length()).split("__");
            ObjectNode at = (ObjectNode) host;
            for (int i = 0; i < path.length - 1; i++) {
                at = at.withObjectProperty(path[i]);
            }
            at.put(path[path.length - 1], value);
        }
    }

    /** Reads a time span as .NET writes it, {@code hh:mm:ss}. */
    static Duration span(String text) {
        String[] parts = text.split(":");
        if (parts.length != 3) {
            throw new IllegalStateException("'" + text + "' is no time span, expected hh:mm:ss");
        }
        long millis = Math.round(Double.parseDouble(parts[2]) * 1_000);
        return Duration.ofHours(Long.parseLong(parts[0]))
                .plusMinutes(Long.parseLong(parts[1]))
                .plusMillis(millis);
    }
}
