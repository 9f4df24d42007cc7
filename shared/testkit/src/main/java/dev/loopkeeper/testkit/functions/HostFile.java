package dev.loopkeeper.testkit.functions;

import com.fasterxml.jackson.databind.JsonNode;
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
    static HostFile read(Path root) {
        Path file = root.resolve("host.json");
        JsonNode host = StagedJson.read(file);
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
