package dev.loopkeeper.azure.deployed;

import static dev.loopkeeper.testkit.HostileBodies.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.azure.emulators.Azurite;
import dev.loopkeeper.azure.queue.StorageQueue;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.testkit.HostileBodies;
import dev.loopkeeper.testkit.functions.HostReport.Counts;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeployedFunctionsIT {
    private static final String PAUSE = "/api/roll-back/models/sales:pause";
    private static final String CSV = "x,late\n1,0\n2,1\n3,0\n";

    private DeployedApp app;

    @BeforeEach
    void start() {
        app = new DeployedApp(Map.of());
    }

    @AfterEach
    void stop() {
        app.close();
    }

    private HttpResponse<String> post(String path, String body, String... headers) {
        String[] all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 2, headers.length);
        all[0] = "x-functions-key";
        all[1] = "function-key";
        return app.client.send("POST", path, utf8(body), all);
    }

    private ObjectInfo upload(String name) {
        app.store.put(name, utf8(CSV));
        return app.store.stat(name).orElseThrow();
    }

    @Test
    void shouldLoadEveryFunctionOfTheStagingFolder() {
        assertThat(app.client.report().functions().keySet())
                .containsAll(java.util.Arrays.stream(StepName.values()).map(StepName::text).toList());
        assertThat(app.output()).doesNotContain("SLF4J").doesNotContain("WARN");
    }

    @Test
    void shouldRollBackForListedCallersOnly() {
        String why = "{\"reason\":\"looks wrong\"}";
        String ada = app.bearer(DeployedApp.ADA);
        String eve = app.bearer("eeeeeeee-0000-1111-2222-333333333333");
        assertThat(app.client.send("POST", PAUSE, utf8(why), "Authorization", ada).statusCode())
                .as("no function key")
                .isEqualTo(401);
        assertThat(post(PAUSE, why).statusCode()).as("a key alone").isEqualTo(401);
        assertThat(post(PAUSE, "[".repeat(100_000)).statusCode()).isEqualTo(401);
        assertThat(post(PAUSE, why, "Authorization", eve).statusCode()).isEqualTo(403);
        assertThat(app.keys("journal/")).isEmpty();
        assertThat(app.keys("dead-letters/")).isEmpty();

        HttpResponse<String> done = post(PAUSE, why, "Authorization", ada);
        assertThat(done.statusCode()).as(done.body() + app.output()).isEqualTo(200);
        byte[] commit = app.store.get(Layout.commit("sales", 1)).orElseThrow();
        assertThat(Json.tree(commit, "commit").path("by").asText()).isEqualTo("ada@example.org");
        assertThat(post("/api/roll-back/models/sales:rollback", why, "Authorization", ada).statusCode())
                .as("nothing serves yet")
                .isEqualTo(409);
        assertThat(post("/api/roll-back/models/none:pause", why, "Authorization", ada).statusCode())
                .isEqualTo(404);
        assertThat(app.output()).doesNotContain("looks wrong").doesNotContain("function-key");
    }

    @Test
    void shouldTakeAnUploadOnceInEitherSchema() {
        ObjectInfo object = upload("data/sales/1.csv");
        byte[] grid = app.events.grid(object.key(), object.version(), object.size());
        byte[] cloud = app.events.cloud(object.key(), "\"" + object.version() + "\"", object.size());
        assertThat(app.client.deliver("ingest-data", grid)).as(app::output).isEqualTo(202);
        List<String> after = app.keys("");
        assertThat(app.keys("batches/sales/")).hasSize(1);
        for (byte[] again : List.of(cloud, grid, cloud)) {
            assertThat(app.client.deliver("ingest-data", again)).as(app::output).isEqualTo(202);
        }
        assertThat(app.keys("")).as("a redelivery changes nothing").isEqualTo(after);
        assertThat(app.keys("dead-letters/")).isEmpty();
    }

    @Test
    void shouldTakeEveryUploadOfABatchWithABadEventInIt() {
        List<Object> batch = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ObjectInfo object = upload("data/sales/" + i + ".csv");
            batch.add(app.events.gridEvent(object.key(), object.version(), object.size()));
            batch.add(app.events.gridEvent(object.key(), object.version(), object.size()));
        }
        batch.add(Map.of("eventType", "rubbish"));
        assertThat(app.client.deliver("ingest-data", Json.write(batch))).as(app::output).isEqualTo(202);
        assertThat(app.keys("batches/sales/")).hasSize(4);
        assertThat(app.letters(StepName.INGEST_DATA)).hasSize(1);
    }

    @Test
    void shouldKeepOneDeadLetterOfEveryHostileEvent() {
        Map<String, Object> good = app.events.gridEvent("data/sales/1.csv", "0x8D96060BDA19D9D", 1);
        Map<String, byte[]> bodies = HostileBodies.all(new String(Json.write(good)));
        // One event in an array is how they come.
        bodies.remove("array");
        bodies.put("foreign type", utf8("{\"eventType\":\"Microsoft.Web.AppUpdated\",\"data\":{}}"));
        bodies.put("negative size", app.events.grid("data/sales/1.csv", "0x8D96060BDA19D9D", -1));
        bodies.put("no ETag", app.events.grid("data/sales/1.csv", "..", 1));
        bodies.put("foreign container", new BlobEvents(app.events.host(), "elsewhere").grid("data/sales/1.csv", "0x1", 1));
        bodies.put("foreign account", new BlobEvents("https://a.blob.core.windows.net", "c").grid("data/sales/1.csv", "0x1", 1));
        HostileNames.FORBIDDEN.forEach(name -> bodies.put(name, app.events.grid(name, "0x8D96060BDA19D9D", 1)));
        int letters = 0;
        int refused = 0;
        for (Map.Entry<String, byte[]> body : bodies.entrySet()) {
            int status = app.client.deliver("ingest-data", body.getValue());
            // What is no JSON fails in the host itself, and Event Grid never sends it.
            letters += status == 202 ? 1 : 0;
            refused += status == 500 ? 1 : 0;
            assertThat(app.client.deliver("ingest-data", body.getValue())).as(body.getKey()).isEqualTo(status);
            assertThat(app.letters(StepName.INGEST_DATA)).as(body.getKey() + app.output()).hasSize(letters);
        }
        assertThat(letters + refused).isEqualTo(bodies.size());
        assertThat(refused).isLessThan(10);
        assertThat(app.keys("journal/")).isEmpty();
        assertThat(app.output()).as("a name that wants a line of its own").doesNotContain("\nERROR fake line");
        stillTakes("data/sales/good.csv");
    }

    @Test
    void shouldTakeNoHarmFromOddNames() {
        for (String name : HostileNames.ODD) {
            for (int i = 0; i < 2; i++) {
                assertThat(app.client.deliver("ingest-data", app.events.grid(name, "0x8D96060BDA19D9D", 1)))
                        .as(name + app.output())
                        .isEqualTo(202);
            }
        }
        assertThat(app.letters(StepName.INGEST_DATA).size()).isLessThanOrEqualTo(HostileNames.ODD.size());
        assertThat(app.keys("journal/")).isEmpty();
        assertThat(app.keys("batches/")).isEmpty();
        stillTakes("data/sales/good.csv");
    }

    private void stillTakes(String name) {
        ObjectInfo object = upload(name);
        assertThat(app.client.deliver("ingest-data", app.events.grid(name, object.version(), object.size())))
                .as(app::output)
                .isEqualTo(202);
        assertThat(app.keys("batches/sales/")).hasSize(1);
    }

    @Test
    void shouldKeepOneDeadLetterOfEveryHostileMessage() {
        String step = "{\"step\":\"notify-team\",\"model\":\"sales\"}";
        Map<String, byte[]> bodies = HostileBodies.all(step);
        bodies.put("other step", utf8("{\"step\":\"start-training\",\"model\":\"sales\"}"));
        bodies.put("model as path", utf8("{\"step\":\"notify-team\",\"model\":\"../x\"}"));
        bodies.put("more than a hint", utf8("{\"step\":\"notify-team\",\"model\":\"sales\",\"weight\":100}"));
        bodies.put("empty", new byte[0]);
        bodies.values().removeIf(body -> !DeployedApp.fitsIntoAQueue(body));
        // The host itself gives those up: they are no text.
        Map<String, byte[]> texts = new LinkedHashMap<>(bodies);
        texts.keySet().removeAll(List.of("UTF-16", "invalid UTF-8"));
        for (int i = 0; i < 2; i++) {
            texts.values().forEach(body -> app.enqueue(StepName.NOTIFY_TEAM, body));
        }
        app.enqueue(StepName.NOTIFY_TEAM, utf8(step));
        int sent = 2 * texts.size() + 1;
        assertThat(app.client.settled("notify-team", sent)).as(app::output).isEqualTo(new Counts(sent, 0, sent, 0));
        assertThat(app.letters(StepName.NOTIFY_TEAM)).hasSize(texts.size());
        assertThat(app.keys("journal/")).isEmpty();
        assertThat(app.keys("sent/")).isEmpty();
    }

    @Test
    void shouldLeaveToThePoisonQueueWhatNeverSucceeds() {
        // Azure Machine Learning is not there, which may heal, but does not.
        String queue = StorageQueue.queue(StepName.ADJUST_TRAFFIC);
        Azurite.shared().officialQueue(queue + "-poison").deleteIfExists();
        app.enqueue(StepName.ADJUST_TRAFFIC, utf8("{\"step\":\"adjust-traffic\",\"model\":\"sales\"}"));
        app.enqueue(StepName.ADJUST_TRAFFIC, new byte[] {'{', (byte) 0xc3, '}'});
        Counts counts = app.client.settled("adjust-traffic", 10);
        assertThat(counts.poisoned()).as(app::output).isEqualTo(2);
        assertThat(counts.succeeded()).isZero();
        assertThat(Azurite.shared().officialQueue(queue + "-poison").getProperties().getApproximateMessagesCount())
                .isEqualTo(2);
        assertThat(app.keys("dead-letters/")).isEmpty();
    }

    @Test
    void shouldTakeAlertsOfAzureMonitorOnce() {
        String alert = "{\"schemaId\":\"azureMonitorCommonAlertSchema\",\"data\":{\"essentials\":{"
                + "\"alertId\":\"/subscriptions/s/providers/Microsoft.AlertsManagement/alerts/a1\","
                + "\"alertRule\":\"latency\",\"severity\":\"Sev1\",\"signalType\":\"Metric\","
                + "\"monitorCondition\":\"Fired\",\"alertTargetIDs\":[],\"firedDateTime\":\"2026-06-01T12:00:00Z\"},"
                + "\"alertContext\":{},\"customProperties\":{\"model\":\"sales\"}}}";
        String token = app.bearer(DeployedApp.ADA);
        assertThat(post("/api/receive-alert", alert).statusCode()).isEqualTo(401);
        assertThat(app.keys("journal/")).isEmpty();
        for (int i = 0; i < 2; i++) {
            HttpResponse<String> taken = post("/api/receive-alert", alert, "Authorization", token);
            assertThat(taken.statusCode()).as(taken.body() + app.output()).isEqualTo(200);
        }
        assertThat(app.keys("journal/sales/")).as("a repeat changes nothing").hasSize(1);
        assertThat(post("/api/receive-alert", "{\"data\":{}}", "Authorization", token).statusCode())
                .isEqualTo(400);
        assertThat(app.letters(StepName.RECEIVE_ALERT)).hasSize(1);
    }

    @Test
    void shouldSweepAtATimerAndShowWhatItFound() {
        assertThat(app.client.fire("sweep")).as(app::output).isTrue();
        assertThat(app.client.fire("plan-retraining-timer")).as(app::output).isTrue();
        assertThat(app.keys("followed/sales/")).hasSize(1);
        HttpResponse<String> seen =
                app.client.send("GET", "/api/show-status/status.json?code=function-key", new byte[0]);
        assertThat(seen.statusCode()).as(seen.body() + app.output()).isEqualTo(200);
        assertThat(post("/api/show-status", "").statusCode()).as("the host takes no POST").isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"compare-metrics", "score-outcomes"})
    void shouldGiveUpForeignEvents(String function) {
        byte[] foreign = utf8("{\"eventType\":\"Microsoft.Web.AppUpdated\",\"data\":{}}");
        for (int i = 0; i < 2; i++) {
            assertThat(app.client.deliver(function, foreign)).as(app::output).isEqualTo(202);
        }
        assertThat(app.keys("dead-letters/" + function + "/")).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = StepName.class,
            names = {"PLAN_RETRAINING", "START_TRAINING", "UPDATE_REGISTRY", "COMPARE_METRICS", "ADJUST_TRAFFIC"})
    void shouldGiveUpRubbishInItsQueue(StepName step) {
        String function = step == StepName.COMPARE_METRICS ? "compare-metrics-hint" : step.text();
        app.enqueue(step, utf8("<xml/>"));
        app.enqueue(step, utf8("<xml/>"));
        assertThat(app.client.settled(function, 2)).as(app::output).isEqualTo(new Counts(2, 0, 2, 0));
        assertThat(app.letters(step)).hasSize(1);
    }
}
