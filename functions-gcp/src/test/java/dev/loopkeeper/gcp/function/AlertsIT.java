package dev.loopkeeper.gcp.function;

import static dev.loopkeeper.gcp.function.HostileBodies.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.aiplatform.v1.ModelDeploymentMonitoringJob;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.WebhookSignature;
import dev.loopkeeper.gcp.vertex.DeployedModelId;
import dev.loopkeeper.loop.Commit;
import dev.loopkeeper.loop.Journal;
import dev.loopkeeper.loop.RolloutEvent;
import dev.loopkeeper.loop.ServingVersion;
import dev.loopkeeper.rollout.TrafficSplit;
import dev.loopkeeper.store.Layout;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The ways to {@code receive-alert} other than an incident of Cloud Monitoring, and what it lacks. */
class AlertsIT {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private final DeployedSite site = new DeployedSite();

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void shouldTakeASignedWebhookOnceAndNoOther() {
        Map<String, String> env = site.env("LOOPKEEPER_WEBHOOK_SECRETS", "an-older-one " + SECRET);
        Instant now = Instant.now();
        String slow = "{\"name\":\"slow\",\"model\":\"sales\",\"id\":\"1\"}";
        try (RunningFunction function = RunningFunction.start(ReceiveAlertFunction.class, env)) {
            assertThat(signed(function, "m-0", now, slow, "another-secret").statusCode())
                    .isEqualTo(401);
            assertThat(signed(function, "m-0", now.minus(Duration.ofMinutes(6)), slow, SECRET)
                            .body())
                    .contains("webhook-timestamp is");
            assertThat(signed(function, "m-0", now.plus(Duration.ofMinutes(7)), slow, SECRET)
                            .statusCode())
                    .isEqualTo(401);
            assertThat(function.post("/", utf8(slow)).statusCode())
                    .as("neither signature nor token")
                    .isEqualTo(401);
            assertThat(site.keys("")).containsExactly(Layout.config("sales"));

            HttpResponse<String> taken = signed(function, "m-1", now, slow, SECRET);
            assertThat(taken.statusCode()).as(taken.body() + function.output()).isEqualTo(200);
            assertThat(taken.body()).isEqualTo("{\"received\":1}");
            assertThat(signed(function, "m-1", now, slow, SECRET).body()).isEqualTo("{\"repeat\":true}");
            assertThat(site.keys("journal/sales/")).hasSize(1);
            assertThat(signed(function, "m-2", now, "{}", SECRET).statusCode()).isEqualTo(400);
            assertThat(site.keys("dead-letters/receive-alert/")).hasSize(1);
            assertThat(function.output()).doesNotContain(SECRET);
        }
    }

    private static HttpResponse<String> signed(
            RunningFunction function, String id, Instant at, String body, String secret) {
        String seconds = Long.toString(at.getEpochSecond());
        return function.post(
                "/",
                utf8(body),
                "webhook-id",
                id,
                "webhook-timestamp",
                seconds,
                "webhook-signature",
                WebhookSignature.under(secret).sign(id, seconds, utf8(body)));
    }

    @Test
    void shouldHaveVertexWatchTheChampionAndTellItsAnomaliesToThatModel() {
        site.config("rents", "");
        site.vertex().models().addByHand(DeployedSite.PARENT + "/models/sales");
        site.vertex().endpoints().create(DeployedSite.PARENT + "/endpoints/sales", "sales");
        adopt("v1");
        String on = "LOOPKEEPER_MODEL_MONITORING";
        try (RunningFunction registry = RunningFunction.start(UpdateRegistryFunction.class, site.env(on, "true"))) {
            String hint = DeployedSite.message("{\"step\":\"update-registry\",\"model\":\"sales\"}");
            for (int i = 0; i < 2; i++) {
                assertThat(registry.binary(StepEvents.TYPE, utf8(hint)))
                        .as(registry::output)
                        .isEqualTo(200);
            }
        }
        List<ModelDeploymentMonitoringJob> jobs = site.vertex().monitoring().jobs();
        assertThat(jobs).singleElement().satisfies(job -> {
            assertThat(job.getEndpoint()).isEqualTo(DeployedSite.PARENT + "/endpoints/sales");
            assertThat(job.getModelDeploymentMonitoringObjectiveConfigs(0).getDeployedModelId())
                    .isEqualTo(DeployedModelId.find("v1"));
        });
        try (RunningFunction alerts = RunningFunction.start(ReceiveAlertFunction.class, site.env(on, "true"))) {
            assertThat(pushed(alerts, jobs.get(0).getName())).isEqualTo("{\"deadLetter\":false}");
            List<String> journal = site.keys("journal/");
            assertThat(pushed(alerts, jobs.get(0).getName())).isEqualTo("{\"deadLetter\":false}");
            assertThat(site.keys("journal/")).as("a repeat changes nothing").isEqualTo(journal);
            assertThat(new String(
                            site.store().get(journal.get(journal.size() - 1)).orElseThrow()))
                    .contains("alert-received", "vertex-model-monitoring", "dep_delay by 0.5");
            assertThat(journal).as("no other model is told").noneMatch(key -> key.contains("rents"));

            String foreign = DeployedSite.PARENT + "/modelDeploymentMonitoringJobs/404";
            assertThat(pushed(alerts, foreign)).isEqualTo("{\"deadLetter\":true}");
            assertThat(site.keys("journal/")).isEqualTo(journal);
        }
    }

    private void adopt(String version) {
        Journal journal = new Journal(site.store());
        Instant now = Instant.now();
        ServingVersion champion =
                new ServingVersion(version, "a", "r-1", now, Optional.empty(), ServingVersion.Labels.UNKNOWN);
        journal.append(
                journal.load("sales"),
                new Commit("op", now, "test", List.of(new RolloutEvent.Adopted(champion, TrafficSplit.all(version)))));
    }

    /** What a log sink publishes of an anomaly, as Pub/Sub pushes it. */
    private String pushed(RunningFunction alerts, String job) {
        String entry = """
                {"insertId": "1@a1", "jsonPayload": {"anomalyObjective": "PREDICTION_FEATURE_DRIFT",
                 "endTime": "2026-02-03T19:00:00Z", "startTime": "2026-02-03T18:00:00Z", "totalAnomaliesCount": 1,
                 "featureAnomalies": [{"featureDisplayName": "dep_delay", "deviation": 0.5, "threshold": 0.3}],
                 "@type": "type.googleapis.com/google.cloud.aiplatform.logging.ModelMonitoringAnomaliesLogEntry",
                 "modelDeploymentMonitoringJob": "%s", "deployedModelId": "1000000001"},
                 "resource": {"type": "aiplatform.googleapis.com/ModelDeploymentMonitoringJob",
                 "labels": {"location": "europe-west4", "resource_container": "projects/1"}},
                 "severity": "WARNING"}""".formatted(job);
        HttpResponse<String> answer =
                alerts.post("/", utf8(DeployedSite.message(entry)), "Authorization", site.bearer());
        assertThat(answer.statusCode()).as(answer.body() + alerts.output()).isEqualTo(200);
        return answer.body();
    }

    @Test
    void shouldNameTheSettingThatAFunctionLacks() {
        Map<String, String> env = site.env();
        env.remove("LOOPKEEPER_CALLERS");
        env.put("LOOPKEEPER_AUDIENCE", " ");
        try (RunningFunction function = RunningFunction.start(RollBackFunction.class, env)) {
            HttpResponse<String> answer = function.post(
                    "/models/sales:rollback", utf8("{\"reason\":\"odd\"}"), "Authorization", site.bearer());
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(Json.tree(utf8(answer.body()), "answer")
                            .at("/error/message")
                            .asText())
                    .contains("2 settings", "LOOPKEEPER_AUDIENCE is not set", "LOOPKEEPER_CALLERS is not set", "infra");
            assertThat(function.output()).contains("\"severity\":\"ERROR\"", "LOOPKEEPER_CALLERS is not set");
        }
    }
}
