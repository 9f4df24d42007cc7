package dev.loopkeeper.azure.deployed;

import static dev.loopkeeper.testkit.HostileBodies.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.edge.WebhookSignature;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Requests that nobody who may send them would send: each is turned away, and nothing changes and nothing is kept. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileCallersIT {
    private static final String OTHER = "eeeeeeee-0000-1111-2222-333333333333";
    private static final String ACTION_GROUPS = "461e8683-5575-4561-ac7f-899cc907d62a";
    private static final String WHY = "{\"reason\":\"looks wrong\"}";

    private DeployedApp app;
    private String model;

    @BeforeAll
    void start() {
        app = new DeployedApp();
    }

    @AfterAll
    void stop() {
        app.close();
    }

    @BeforeEach
    void another() {
        model = app.newModel();
    }

    private int post(String path, String body, String... headers) {
        String key = path.contains("?") ? "&code=function-key" : "?code=function-key";
        return app.client.send("POST", path + key, utf8(body), headers).statusCode();
    }

    private void assertNothingDone() {
        assertThat(app.keys("journal/" + model + "/")).isEmpty();
        assertThat(app.keys("dead-letters/")).isEmpty();
    }

    @Test
    void shouldTurnAwaySpoiledTokensOfAGoodCaller() {
        long now = Instant.now().getEpochSecond();
        Map<String, Map<String, Object>> spoiled = new LinkedHashMap<>();
        spoiled.put("audience", Map.of("aud", "https://management.azure.com/"));
        spoiled.put("tenant", Map.of("tid", OTHER));
        spoiled.put("issuer", Map.of("iss", "https://login.microsoftonline.com/" + OTHER + "/v2.0"));
        spoiled.put("expired", Map.of("exp", now - 3_600));
        spoiled.put("early", Map.of("nbf", now + 3_600));
        String pause = "/api/roll-back/models/" + model + ":pause";
        spoiled.forEach(
                (what, claims) -> assertThat(post(pause, WHY, "Authorization", app.bearer(DeployedApp.ADA, claims)))
                        .as(what)
                        .isEqualTo(401));
        assertThat(post(pause, WHY, "Authorization", app.unsigned(DeployedApp.ADA)))
                .as("alg none")
                .isEqualTo(401);
        String token = app.bearer(DeployedApp.ADA);
        assertThat(post(pause + "?access_token=" + token.substring("Bearer ".length()), WHY))
                .as("a token in the address")
                .isEqualTo(401);
        assertThat(post(pause, WHY, "X-MS-CLIENT-PRINCIPAL-ID", DeployedApp.ADA))
                .isEqualTo(401);
        assertNothingDone();
    }

    @Test
    void shouldFindNothingByTricksWithThePath() {
        String ada = app.bearer(DeployedApp.ADA);
        for (String path : List.of(
                "/models/..%2f" + model + ":pause",
                "/models/%2e%2e/" + model + ":pause",
                "/models/" + model + "%3apause",
                "/models/" + model + ":pause/",
                "/models//" + model + ":pause",
                "/models/" + model + ":pause%00",
                "/models/" + model + ";x:pause",
                "/roll-back/models/" + model + ":pause",
                "/alerts/../models/" + model + ":pause")) {
            assertThat(post("/api/roll-back" + path, WHY, "Authorization", ada))
                    .as(path)
                    .isBetween(400, 404);
        }
        assertNothingDone();
    }

    @Test
    void shouldTurnAwayABodyThatIsTooLarge() {
        String huge = "{\"reason\":\"" + "x".repeat(2 << 20) + "\"}";
        String pause = "/api/roll-back/models/" + model + ":pause";
        assertThat(post(pause, huge, "Authorization", app.bearer(DeployedApp.ADA)))
                .isEqualTo(413);
        assertNothingDone();
    }

    @Test
    void shouldTakeAlertsOfActionGroupsWithTheirRoleOnly() {
        Map<String, Object> group = Map.of("azp", ACTION_GROUPS, "roles", List.of("ActionGroupsSecureWebhook"));
        String without = app.bearer(OTHER, Map.of("azp", ACTION_GROUPS));
        assertThat(post("/api/receive-alert", alert("a"), "Authorization", without))
                .isEqualTo(403);
        assertThat(post("/api/roll-back/models/" + model + ":pause", WHY, "Authorization", app.bearer(OTHER, group)))
                .as("alerts are all that it may send")
                .isEqualTo(403);
        assertNothingDone();
        assertThat(post("/api/receive-alert", alert("a"), "Authorization", app.bearer(OTHER, group)))
                .isEqualTo(200);
        assertThat(app.keys("journal/" + model + "/")).hasSize(1);
    }

    @Test
    void shouldTakeSignedAlertsOnceAndNoForgedOne() {
        String now = Long.toString(Instant.now().getEpochSecond());
        String old = Long.toString(Instant.now().getEpochSecond() - 600);
        assertThat(signed("msg-1", now, "whsec_c29tZWJvZHkgZWxzZSdz", alert("b")))
                .isEqualTo(401);
        assertThat(signed("msg-1", old, DeployedApp.WEBHOOK_SECRET, alert("b"))).isEqualTo(401);
        assertNothingDone();
        for (int i = 0; i < 2; i++) {
            assertThat(signed("msg-1", now, DeployedApp.WEBHOOK_SECRET, alert("b")))
                    .isEqualTo(200);
        }
        assertThat(app.keys("journal/" + model + "/")).hasSize(1);
    }

    private int signed(String id, String at, String secret, String body) {
        String signature = WebhookSignature.under(secret).sign(id + model, at, utf8(body));
        return post(
                "/api/receive-alert",
                body,
                "webhook-id",
                id + model,
                "webhook-timestamp",
                at,
                "webhook-signature",
                signature);
    }

    private String alert(String id) {
        return "{\"schemaId\":\"azureMonitorCommonAlertSchema\",\"data\":{\"essentials\":{\"alertId\":\"/alerts/" + id
                + model + "\",\"alertRule\":\"errors\",\"severity\":\"Sev1\",\"signalType\":\"Log\","
                + "\"monitorCondition\":\"Fired\",\"alertTargetIDs\":[],\"firedDateTime\":\"2026-06-01T12:00:00Z\"},"
                + "\"alertContext\":{},\"customProperties\":{\"model\":\"" + model + "\"}}}";
    }
}
