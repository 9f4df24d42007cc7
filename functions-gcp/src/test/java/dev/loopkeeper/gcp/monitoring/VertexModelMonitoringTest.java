package dev.loopkeeper.gcp.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.cloud.aiplatform.v1.ModelDeploymentMonitoringJob;
import dev.loopkeeper.edge.AlertParser;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.gcp.rest.GoogleRest;
import dev.loopkeeper.gcp.vertex.fake.VertexFake;
import dev.loopkeeper.testkit.MemoryRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VertexModelMonitoringTest {
    private final VertexFake vertex = new VertexFake(InstantSource.system());
    private final VertexModelMonitoring monitoring = new VertexModelMonitoring(
            new GoogleRest(Optional::empty),
            new VertexModelMonitoring.Settings(
                    vertex.host(), "my-project", "europe-west4", Duration.ofDays(1), 0.3, 0.8));

    @AfterEach
    void stop() {
        vertex.close();
    }

    @Test
    void shouldKeepOneJobInStepWithTheChampion() {
        monitoring.follow("late", "77", "1000000001");
        monitoring.follow("late", "77", "1000000001");
        assertThat(vertex.calls())
                .as("a repeat changes nothing")
                .filteredOn(c -> !c.startsWith("GET"))
                .hasSize(1);
        monitoring.follow("late", "77", "1000000002");
        List<ModelDeploymentMonitoringJob> jobs = vertex.monitoring().jobs();
        assertThat(jobs).hasSize(1);
        assertThat(jobs.get(0).getEndpoint()).endsWith("/endpoints/77");
        assertThat(jobs.get(0).getModelMonitoringAlertConfig().getEnableLogging())
                .isTrue();
        assertThat(jobs.get(0).getModelDeploymentMonitoringObjectiveConfigsList())
                .singleElement()
                .satisfies(o -> assertThat(o.getDeployedModelId()).isEqualTo("1000000002"));
    }

    @Test
    void shouldReadAnomaliesAsAnAlertOfTheModel() {
        monitoring.follow("late", "77", "1000000001");
        String entry = anomalies(vertex.monitoring().jobs().get(0).getName());
        Optional<byte[]> alert = monitoring.alert(Json.tree(entry.getBytes(StandardCharsets.UTF_8), "entry"));
        assertThat(AlertParser.parse(alert.orElseThrow())).singleElement().satisfies(a -> {
            assertThat(a.model()).contains("late");
            assertThat(a.firing()).isTrue();
            assertThat(a.key())
                    .as("the same in a redelivery")
                    .contains("/PREDICTION_FEATURE_DRIFT/2026-06-01T00:00:00Z");
            assertThat(a.summary()).contains("prediction feature drift: dist by 0.5 (threshold 0.3)");
        });
        assertThat(monitoring.alert(Json.tree("{\"incident\":{}}".getBytes(StandardCharsets.UTF_8), "entry")))
                .isEmpty();
    }

    private static String anomalies(String job) {
        return """
                {"jsonPayload": {
                  "@type": "type.googleapis.com/google.cloud.aiplatform.logging.ModelMonitoringAnomaliesLogEntry",
                  "modelDeploymentMonitoringJob": "%s", "anomalyObjective": "PREDICTION_FEATURE_DRIFT",
                  "endTime": "2026-06-01T00:00:00Z",
                  "featureAnomalies": [{"featureDisplayName": "dist", "deviation": 0.5, "threshold": 0.3}]}}""".formatted(job);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "projects/p/locations/l/modelDeploymentMonitoringJobs/404"})
    void shouldNotTellAnomaliesOfAnUnknownJobToEveryModel(String job) {
        JsonNode entry = Json.tree(anomalies(job).getBytes(StandardCharsets.UTF_8), "entry");
        assertThatThrownBy(() -> monitoring.alert(entry))
                .isInstanceOfSatisfying(
                        LoopException.class, e -> assertThat(e.kind()).isEqualTo(LoopException.Kind.POISON));
    }

    @Test
    void shouldMoveAliasesAlsoWhenNobodyCanWatch() {
        MemoryRegistry registry = new MemoryRegistry();
        StringBuilder told = new StringBuilder();
        WatchedRegistry watched = new WatchedRegistry(registry, (model, version) -> {
            told.append(model).append(' ').append(version);
            throw new IllegalStateException("the service is down");
        });
        watched.alias("late", Map.of("challenger", "v1"));
        assertThat(told).isEmpty();
        watched.alias("late", Map.of("champion", "v1"));
        assertThat(told).hasToString("late v1");
    }
}
