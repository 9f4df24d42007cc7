package dev.loopkeeper.azure.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.azure.log.Invocation;
import dev.loopkeeper.edge.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;

/** The values of host.json that the decision record on it argues for. */
class HostSettingsTest {
    private final JsonNode host = read();
    private final JsonNode queues = host.path("extensions").path("queues");

    private static JsonNode read() {
        try {
            return Json.tree(Files.readAllBytes(Path.of("host.json")), "host.json");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Duration span(JsonNode text) {
        return Duration.between(LocalTime.MIN, LocalTime.parse(text.asText()));
    }

    @Test
    void shouldReadHintsAsTheQueueWritesThemAndTryEachFiveTimes() {
        assertThat(queues.path("messageEncoding").asText()).isEqualTo("base64");
        assertThat(queues.path("maxDequeueCount").asInt()).isEqualTo(5);
        assertThat(queues.path("batchSize").asInt()).isEqualTo(4);
        assertThat(queues.path("newBatchThreshold").asInt()).isEqualTo(2);
    }

    @Test
    void shouldBeThroughWithAHintThatFailsBeforeItWouldBeSentAgainManyTimes() {
        Duration wait = span(queues.path("visibilityTimeout"));
        assertThat(wait).isEqualTo(Duration.ofSeconds(30));
        assertThat(wait.multipliedBy(queues.path("maxDequeueCount").asInt())).isLessThan(Duration.ofMinutes(5));
        assertThat(span(queues.path("maxPollingInterval"))).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void shouldEndARunBeforeItsMessageIsGivenToAnother() {
        assertThat(span(host.path("functionTimeout"))).isLessThanOrEqualTo(Duration.ofMinutes(10));
        assertThat(span(host.path("functionTimeout")).minus(Invocation.LONGEST)).isGreaterThan(Duration.ofSeconds(20));
    }

    @Test
    void shouldLeaveRepeatsToTheSendersAndTelemetryToOpenTelemetry() {
        assertThat(host.has("retry")).isFalse();
        assertThat(host.path("telemetryMode").asText()).isEqualTo("OpenTelemetry");
        assertThat(host.path("extensionBundle").path("version").asText()).isEqualTo("[4.0.0, 5.0.0)");
        assertThat(host.path("extensions").path("http").path("routePrefix").asText())
                .isEqualTo("api");
    }

    @Test
    void shouldKeepOurOwnLinesAndWhatTheHostComplainsOf() {
        JsonNode levels = host.path("logging").path("logLevel");
        assertThat(levels.path("default").asText()).isEqualTo("Warning");
        assertThat(levels.path("Function").asText()).isEqualTo("Information");
    }
}
