package dev.loopkeeper.azure.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.azure.rest.AzureRest;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.rollout.LiveMetrics;
import dev.loopkeeper.rollout.VersionWindow;
import dev.loopkeeper.testkit.SettlingMetricsContract;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrafficLogMetricsTest extends SettlingMetricsContract {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration SETTLE = Duration.ofMinutes(10);
    private static final String WORKSPACE = "63613592-b6f7-4c3d-a390-22ba13102111";

    private final Traffic traffic = new Traffic();
    private final FakeLogAnalytics log = new FakeLogAnalytics(traffic, WORKSPACE, "acme-ml");

    TrafficLogMetricsTest() {
        super(SETTLE);
    }

    @AfterEach
    void stop() {
        log.close();
    }

    @Override
    protected LiveMetrics metrics() {
        return new TrafficLogMetrics(
                AzureRest.withToken(Optional::empty),
                new TrafficLogMetrics.Settings(log.base(), WORKSPACE, "acme-ml", SETTLE),
                version -> "Fares-" + version,
                clock());
    }

    @Override
    protected void served(String version, Instant at, long requests, long errors, double millis) {
        traffic.served("fares", "fares-" + version, at, requests, errors, millis);
    }

    @Override
    protected boolean lose(Instant from, Instant to) {
        traffic.lose(from, to);
        return true;
    }

    @Test
    void shouldCallAMinuteWithoutRequestsZeroOnlyWhileTheEndpointLogsOthers() {
        served("v1", START, 10, 0, 20);
        settleUntil(START.plusSeconds(120));
        assertThat(metrics().windows("fares", "v2", START, START.plusSeconds(120), MINUTE, 50))
                .containsExactly(
                        new VersionWindow(START, 0, 0, 0, false), VersionWindow.missing(START.plusSeconds(60)));
    }

    @Test
    void shouldCountExactlyWhatExceedsAFrozenThreshold() {
        served("v1", START, 95, 0, 20);
        served("v1", START.plusSeconds(2), 5, 0, 90.5);
        settleUntil(START.plusSeconds(60));
        double p95 = metrics()
                .latency("fares", "v1", 0.95, START, START.plusSeconds(60))
                .orElseThrow();
        assertThat(metrics().windows("fares", "v1", START, START.plusSeconds(60), MINUTE, p95))
                .extracting(VersionWindow::slow)
                .containsExactly(5L);
        assertThat(metrics().windows("fares", "v1", START, START.plusSeconds(60), MINUTE, Double.MAX_VALUE))
                .extracting(VersionWindow::slow)
                .containsExactly(0L);
    }

    @Test
    void shouldAlignWindowsOfAnyLengthToTheEpoch() {
        Duration seven = Duration.ofMinutes(7);
        Instant first = Instant.ofEpochSecond((START.getEpochSecond() / 420 + 1) * 420);
        served("v1", first, 3, 1, 20);
        served("v1", first.plusSeconds(420 * 2 - 1), 2, 0, 20);
        settleUntil(first.plusSeconds(840));
        assertThat(metrics().windows("fares", "v1", START, first.plusSeconds(900), seven, 50))
                .containsExactly(
                        new VersionWindow(first, 3, 1, 0, false),
                        new VersionWindow(first.plusSeconds(420), 2, 0, 0, false));
    }

    @Test
    void shouldCallEveryWindowMissingWhenTheAnswerIsPartOfTheTruth() {
        served("v1", START, 10, 5, 20);
        settleUntil(START.plusSeconds(60));
        log.failing.set(new FakeService.Failure(200, json("""
                {"tables": [{"name": "PrimaryResult", "columns": [{"name": "Start", "type": "datetime"}], "rows": []}],
                 "error": {"code": "PartialError", "message": "the query was cut short"}}""")));
        assertThat(metrics().windows("fares", "v1", START, START.plusSeconds(60), MINUTE, 50))
                .containsExactly(VersionWindow.missing(START));
        assertThat(metrics().latency("fares", "v1", 0.95, START, START.plusSeconds(60)))
                .isEmpty();
    }

    @Test
    void shouldCallEveryWindowMissingWhileNothingWasEverLogged() {
        settleUntil(START.plusSeconds(60));
        log.failing.set(new FakeService.Failure(400, json("""
                {"error": {"code": "BadArgumentError", "message": "The request had some invalid properties",
                  "innererror": {"code": "SemanticError", "message": "A semantic error occurred.", "innererror":
                    {"code": "SEM0100", "message": "Failed to resolve table 'AmlOnlineEndpointTrafficLog'"}}}}""")));
        assertThat(metrics().windows("fares", "v1", START, START.plusSeconds(60), MINUTE, 50))
                .containsExactly(VersionWindow.missing(START));
    }

    @Test
    void shouldSayWhatAQueryWasRefusedFor() {
        settleUntil(START.plusSeconds(60));
        log.failing.set(new FakeService.Failure(
                403, json("{\"error\": {\"code\": \"InsufficientAccessError\", \"message\": \"no access\"}}")));
        assertThatThrownBy(() -> metrics().windows("fares", "v1", START, START.plusSeconds(60), MINUTE, 50))
                .hasMessageContaining("no access")
                .hasMessageContaining("infra/azure");
        log.failing.set(new FakeService.Failure(
                200,
                json("{\"tables\": [{\"columns\": [{\"name\": \"Start\"}],"
                        + " \"rows\": [[\"2026-03-01T10:00:00Z\"]]}]}")));
        assertThatThrownBy(() -> metrics().windows("fares", "v1", START, START.plusSeconds(60), MINUTE, 50))
                .hasMessageContaining("'Requests'");
    }

    @Test
    void shouldReadNothingInANameAsAPartOfTheQuery() {
        String evil = "x' or 1 == 1 | union AuditLogs //\\";
        traffic.served(evil, "fares-v1", START, 3, 0, 20);
        traffic.served("fares", "fares-v1", START, 50, 0, 20);
        settleUntil(START.plusSeconds(60));
        assertThat(metrics().windows(evil, "v1", START, START.plusSeconds(60), MINUTE, 50))
                .containsExactly(new VersionWindow(START, 3, 0, 0, false));
        assertThatThrownBy(() -> metrics().windows("a\nb", "v1", START, START.plusSeconds(60), MINUTE, 50))
                .hasMessageContaining("'a?b' is no name");
    }

    private static JsonNode json(String text) {
        return Json.tree(text.getBytes(StandardCharsets.UTF_8), "answer");
    }
}
