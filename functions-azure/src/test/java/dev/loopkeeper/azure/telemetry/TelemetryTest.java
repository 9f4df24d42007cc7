package dev.loopkeeper.azure.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.host.StepWatch;
import dev.loopkeeper.loop.LoopState;
import dev.loopkeeper.loop.StepName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TelemetryTest {
    private record Got(String path, String authorization, JsonNode body) {}

    private final List<Got> got = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch over = new CountDownLatch(1);
    private Instant now = Instant.parse("2026-03-01T10:00:00Z");
    private volatile int status = 200;
    private volatile boolean silent;
    private HttpServer server;
    private String base;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                byte[] body = exchange.getRequestBody().readAllBytes();
                got.add(new Got(
                        exchange.getRequestURI().getPath(),
                        exchange.getRequestHeaders().getFirst("Authorization"),
                        Json.tree(body, "spans")));
                if (silent && !wait(over)) {
                    return;
                }
                byte[] answer = "{\"itemsReceived\":1,\"itemsAccepted\":1}".getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
        server.start();
        base = "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static boolean wait(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
    }

    /** However slow the machine is, a destination that answers is waited for. */
    private StepWatch watch(Map<String, String> settings) {
        return watch(settings, Duration.ofSeconds(60));
    }

    private StepWatch watch(Map<String, String> settings, Duration limit) {
        return Telemetry.of(
                settings, () -> () -> Optional.of("monitor-token"), LoopState::initial, () -> "beef", () -> now, limit);
    }

    private Map<String, String> insights() {
        return Map.of(
                "APPLICATIONINSIGHTS_CONNECTION_STRING",
                "InstrumentationKey=11111111-2222-3333-4444-555555555555;IngestionEndpoint=" + base + "/",
                "WEBSITE_SITE_NAME",
                "acme-control");
    }

    @Test
    void shouldDoNothingAtAllWithoutADestination() {
        StepWatch off = Telemetry.of(
                Map.of("APPLICATIONINSIGHTS_CONNECTION_STRING", " "),
                () -> {
                    throw new AssertionError("no identity is needed");
                },
                model -> {
                    throw new AssertionError("no state is needed");
                },
                () -> "",
                () -> now);
        assertThat(off).isSameAs(StepWatch.NONE);
        assertThat(off.during(StepName.PLAN_RETRAINING, "fares", () -> true)).isTrue();
        assertThat(watch(Map.of("APPLICATIONINSIGHTS_CONNECTION_STRING", "nonsense")))
                .isSameAs(StepWatch.NONE);
    }

    @Test
    void shouldTellApplicationInsightsOfAStep() {
        boolean done = watch(insights()).during(StepName.PLAN_RETRAINING, "fares", () -> {
            now = now.plusMillis(1_234);
            return true;
        });
        assertThat(done).isTrue();
        assertThat(got).hasSize(1);
        assertThat(got.get(0).path()).isEqualTo("/v2.1/track");
        assertThat(got.get(0).authorization()).isNull();
        JsonNode item = got.get(0).body().path(0);
        assertThat(item.path("name").asText()).isEqualTo("Microsoft.ApplicationInsights.Request");
        assertThat(item.path("iKey").asText()).isEqualTo("11111111-2222-3333-4444-555555555555");
        assertThat(item.path("time").asText()).isEqualTo("2026-03-01T10:00:00Z");
        assertThat(item.path("tags").path("ai.operation.id").asText())
                .isEqualTo(LoopCycle.of(StepName.PLAN_RETRAINING, LoopState.initial("fares"))
                        .trace("fares"));
        assertThat(item.path("tags").path("ai.cloud.role").asText()).isEqualTo("acme-control");
        JsonNode request = item.path("data").path("baseData");
        assertThat(request.path("id").asText()).matches("[0-9a-f]{16}");
        assertThat(request.path("duration").asText()).isEqualTo("0.00:00:01.234000");
        assertThat(request.path("success").asBoolean()).isTrue();
        assertThat(request.path("properties").path("loopkeeper.model").asText()).isEqualTo("fares");
        assertThat(request.path("properties").path("loopkeeper.outcome").asText())
                .isEqualTo("done");
        assertThat(request.path("properties").path("loopkeeper.host_trace").asText())
                .isEqualTo("beef");
    }

    @Test
    void shouldProveWhoSendsWhereTheSettingsWantIt() {
        Map<String, String> settings = new HashMap<>(insights());
        settings.put("APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "Authorization=AAD");
        watch(settings).during(StepName.NOTIFY_TEAM, "fares", () -> true);
        assertThat(got.get(0).authorization()).isEqualTo("Bearer monitor-token");
    }

    @Test
    void shouldSpeakOpenTelemetrysOwnProtocolToACollector() {
        StepWatch watch = watch(Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                base + "/otlp/",
                "OTEL_EXPORTER_OTLP_HEADERS",
                "Authorization=Basic%20YTpi"));
        assertThatThrownBy(() -> watch.during(StepName.ADJUST_TRAFFIC, "fares", () -> {
                    throw LoopException.transientFailure("the endpoint is updating", null);
                }))
                .hasMessage("the endpoint is updating");
        assertThat(got.get(0).path()).isEqualTo("/otlp/v1/traces");
        assertThat(got.get(0).authorization()).isEqualTo("Basic YTpi");
        JsonNode span = got.get(0).body().at("/resourceSpans/0/scopeSpans/0/spans/0");
        assertThat(span.path("traceId").asText()).matches("[0-9a-f]{32}");
        assertThat(span.path("startTimeUnixNano").asText()).isEqualTo("1772359200000000000");
        assertThat(span.path("status").path("code").asInt()).isEqualTo(2);
        assertThat(span.path("attributes").toString()).contains("\"stringValue\":\"transient\"");
    }

    @Test
    void shouldNeitherFailNorHoldUpAStepAndRestWhileTheDestinationIsAway() {
        silent = true;
        StepWatch watch = watch(insights(), Duration.ofSeconds(5));
        for (int i = 0; i < 5; i++) {
            assertThat(watch.during(StepName.PLAN_RETRAINING, "fares", () -> true))
                    .isTrue();
        }
        assertThat(over.getCount()).as("the destination is still silent").isEqualTo(1);
        assertThat(got).as("asked once, then it rests").hasSize(1);
        over.countDown();
        now = now.plusSeconds(61);
        watch.during(StepName.PLAN_RETRAINING, "fares", () -> true);
        assertThat(got).hasSize(2);
        assertThat(got.get(1).body()).as("what waited meanwhile").hasSize(5);
    }

    @Test
    void shouldGoOnWhenTheStateCannotBeReadOrTheDestinationRefuses() {
        StepWatch blind = Telemetry.of(
                insights(),
                () -> Optional::empty,
                model -> {
                    throw LoopException.transientFailure("the store is away", null);
                },
                () -> "",
                () -> now,
                Duration.ofSeconds(60));
        assertThat(blind.during(StepName.PLAN_RETRAINING, "fares", () -> true)).isTrue();
        assertThat(got).isEmpty();
        status = 403;
        StepWatch refused = watch(insights());
        assertThat(refused.during(StepName.PLAN_RETRAINING, "fares", () -> false))
                .isFalse();
        assertThat(refused.during(StepName.PLAN_RETRAINING, "fares", () -> true))
                .isTrue();
        assertThat(got).hasSize(1);
    }
}
