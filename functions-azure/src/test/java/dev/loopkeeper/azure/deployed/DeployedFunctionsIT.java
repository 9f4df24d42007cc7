package dev.loopkeeper.azure.deployed;

import static dev.loopkeeper.testkit.HostileBodies.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.edge.Json;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.store.ObjectInfo;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeployedFunctionsIT {
    private static final String CSV = "x,late\n1,0\n2,1\n3,0\n";

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

    private HttpResponse<String> post(String path, String body, String... headers) {
        String[] all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 2, headers.length);
        all[0] = "x-functions-key";
        all[1] = "function-key";
        return app.client.send("POST", path, utf8(body), all);
    }

    private ObjectInfo upload(String name) {
        app.store.put("data/" + model + "/" + name, utf8(CSV));
        return app.store.stat("data/" + model + "/" + name).orElseThrow();
    }

    @Test
    void shouldLoadEveryFunctionOfTheStagingFolder() {
        assertThat(app.client.report().functions().keySet())
                .containsAll(
                        Arrays.stream(StepName.values()).map(StepName::text).toList());
        assertThat(app.output()).doesNotContain("SLF4J");
    }

    @Test
    void shouldRollBackForListedCallersOnly() {
        String pause = "/api/roll-back/models/" + model + ":pause";
        String why = "{\"reason\":\"looks wrong\"}";
        String ada = app.bearer(DeployedApp.ADA);
        String eve = app.bearer("eeeeeeee-0000-1111-2222-333333333333");
        int letters = app.letters("roll-back");
        assertThat(app.client
                        .send("POST", pause, utf8(why), "Authorization", ada)
                        .statusCode())
                .as("no function key")
                .isEqualTo(401);
        assertThat(post(pause, why).statusCode()).as("a key alone").isEqualTo(401);
        assertThat(post(pause, "[".repeat(100_000)).statusCode()).isEqualTo(401);
        assertThat(post(pause, why, "Authorization", eve).statusCode()).isEqualTo(403);
        assertThat(app.keys("journal/" + model + "/")).isEmpty();
        assertThat(app.letters("roll-back")).as("of strangers nothing is kept").isEqualTo(letters);

        HttpResponse<String> done = post(pause, why, "Authorization", ada);
        assertThat(done.statusCode()).as(done.body() + app.output()).isEqualTo(200);
        byte[] commit = app.store.get(Layout.commit(model, 1)).orElseThrow();
        assertThat(Json.tree(commit, "commit").path("by").asText()).isEqualTo("ada@example.org");
        String rollback = pause.replace("pause", "rollback");
        assertThat(post(rollback, why, "Authorization", ada).statusCode())
                .as("nothing serves yet")
                .isEqualTo(409);
        assertThat(post(rollback.replace(model, "none"), why, "Authorization", ada)
                        .statusCode())
                .isEqualTo(404);
        assertThat(app.output()).doesNotContain("function-key").doesNotContain(ada);
    }

    @Test
    void shouldTakeAnUploadOnceInEitherSchema() {
        ObjectInfo object = upload("1.csv");
        byte[] grid = app.events.grid(object.key(), object.version(), object.size());
        byte[] cloud = app.events.cloud(object.key(), "\"" + object.version() + "\"", object.size());
        int letters = app.letters("ingest-data");
        assertThat(app.client.deliver("ingest-data", grid)).as(app::output).isEqualTo(202);
        assertThat(app.keys("batches/" + model + "/")).hasSize(1);
        List<String> after = app.keys("journal/" + model + "/");
        for (byte[] again : List.of(cloud, grid, cloud)) {
            assertThat(app.client.deliver("ingest-data", again)).as(app::output).isEqualTo(202);
        }
        assertThat(app.keys("batches/" + model + "/")).hasSize(1);
        assertThat(app.keys("journal/" + model + "/"))
                .as("a redelivery changes nothing")
                .isEqualTo(after);
        assertThat(app.letters("ingest-data")).isEqualTo(letters);
    }

    @Test
    void shouldTakeEveryUploadOfADeliveryWithABadEventInIt() {
        List<Object> events = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ObjectInfo object = upload(i + ".csv");
            events.add(app.events.gridEvent(object.key(), object.version(), object.size()));
            events.add(app.events.gridEvent(object.key(), object.version(), object.size()));
        }
        events.add(Map.of("eventType", "rubbish of " + model));
        int letters = app.letters("ingest-data");
        assertThat(app.client.deliver("ingest-data", Json.write(events)))
                .as(app::output)
                .isEqualTo(202);
        assertThat(app.keys("batches/" + model + "/")).hasSize(4);
        assertThat(app.letters("ingest-data")).isEqualTo(letters + 1);
    }

    @Test
    void shouldTakeAlertsOfAzureMonitorOnce() {
        String alert = "{\"schemaId\":\"azureMonitorCommonAlertSchema\",\"data\":{\"essentials\":{"
                + "\"alertId\":\"/subscriptions/s/providers/Microsoft.AlertsManagement/alerts/" + model + "\","
                + "\"alertRule\":\"latency\",\"severity\":\"Sev1\",\"signalType\":\"Metric\","
                + "\"monitorCondition\":\"Fired\",\"alertTargetIDs\":[],\"firedDateTime\":\"2026-06-01T12:00:00Z\"},"
                + "\"alertContext\":{},\"customProperties\":{\"model\":\"" + model + "\"}}}";
        String token = app.bearer(DeployedApp.ADA);
        int letters = app.letters("receive-alert");
        assertThat(post("/api/receive-alert", alert).statusCode()).isEqualTo(401);
        assertThat(app.keys("journal/" + model + "/")).isEmpty();
        for (int i = 0; i < 2; i++) {
            HttpResponse<String> taken = post("/api/receive-alert", alert, "Authorization", token);
            assertThat(taken.statusCode()).as(taken.body() + app.output()).isEqualTo(200);
        }
        assertThat(app.keys("journal/" + model + "/"))
                .as("a repeat changes nothing")
                .hasSize(1);
        assertThat(post("/api/receive-alert", "{\"data\":{}}", "Authorization", token)
                        .statusCode())
                .isEqualTo(400);
        assertThat(app.letters("receive-alert")).isEqualTo(letters + 1);
    }

    @Test
    void shouldSweepAtATimerAndShowWhatItFound() {
        assertThat(app.client.fire("sweep")).as(app::output).isTrue();
        assertThat(app.client.fire("plan-retraining-timer")).as(app::output).isTrue();
        assertThat(app.keys("followed/" + model + "/")).hasSize(1);
        HttpResponse<String> seen =
                app.client.send("GET", "/api/show-status/status.json?code=function-key", new byte[0]);
        assertThat(seen.statusCode()).as(seen.body() + app.output()).isEqualTo(200);
        assertThat(seen.body()).contains(model);
        assertThat(post("/api/show-status", "").statusCode())
                .as("the host takes no POST")
                .isEqualTo(404);
    }
}
