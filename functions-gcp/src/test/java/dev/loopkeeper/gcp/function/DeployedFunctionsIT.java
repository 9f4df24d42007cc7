package dev.loopkeeper.gcp.function;

import static dev.loopkeeper.testkit.HostileBodies.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.edge.Json;
import dev.loopkeeper.gcp.auth.GoogleClaims;
import dev.loopkeeper.gcp.emulators.FakeGcs;
import dev.loopkeeper.gcp.store.Buckets;
import dev.loopkeeper.gcp.store.GcsObjectStore;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.testkit.HostileBodies;
import dev.loopkeeper.testkit.TokenSigner;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeployedFunctionsIT {
    private static final String ADA = "ada@example.org";
    private static final String AUDIENCE = "https://roll-back.example.run.app";
    private static final String CONFIG = "model: sales\ndata: {label: late}\n";

    private final TokenSigner google = new TokenSigner();
    private String bucket;
    private GcsObjectStore store;
    private Map<String, String> env;

    @BeforeEach
    void prepare() {
        bucket = FakeGcs.shared().newBucket();
        store = new GcsObjectStore(FakeGcs.rest(), FakeGcs.shared().host(), Buckets.one(bucket));
        store.put(Layout.config("sales"), utf8(CONFIG));
        env = Map.of(
                "LOOPKEEPER_PROJECT",
                "my-project",
                "LOOPKEEPER_REGION",
                "europe-west4",
                "LOOPKEEPER_STATE_BUCKET",
                bucket,
                "LOOPKEEPER_AUDIENCE",
                AUDIENCE,
                "LOOPKEEPER_CALLERS",
                ADA,
                "LOOPKEEPER_JWKS",
                google.address(),
                "STORAGE_EMULATOR_HOST",
                FakeGcs.shared().host(),
                "PUBSUB_EMULATOR_HOST",
                "127.0.0.1:1",
                "LOOPKEEPER_VERTEX_HOST",
                "http://127.0.0.1:1",
                "VERTEX_SERVING_IMAGE",
                "europe-docker.pkg.dev/my-project/serving/image");
    }

    @AfterEach
    void stop() {
        google.close();
    }

    private List<String> keys(String prefix) {
        return store.list(prefix, "", 1_000).stream().map(ObjectInfo::key).toList();
    }

    private String bearer(Map<String, Object> claims) {
        return "Bearer " + google.token(claims);
    }

    @Test
    void shouldRollBackForListedCallersOnly() {
        try (RunningFunction function = RunningFunction.start(RollBackFunction.class, env)) {
            byte[] why = utf8("{\"reason\":\"looks wrong\"}");
            Map<String, Object> claims = GoogleClaims.good(AUDIENCE, ADA, Instant.now());
            Map<String, Object> other = new LinkedHashMap<>(claims);
            other.put("email", "eve@example.org");
            assertThat(function.post("/models/sales:pause", why).statusCode()).isEqualTo(401);
            assertThat(function.post("/models/sales:pause?key=secret", utf8("[".repeat(100_000)))
                            .statusCode())
                    .isEqualTo(401);
            assertThat(function.post("/models/sales:pause", why, "Authorization", bearer(other))
                            .statusCode())
                    .isEqualTo(403);
            assertThat(keys("journal/")).isEmpty();
            assertThat(keys("dead-letters/")).isEmpty();

            HttpResponse<String> done = function.post("/models/sales:pause", why, "Authorization", bearer(claims));
            assertThat(done.statusCode()).as(done.body() + function.output()).isEqualTo(200);
            String commit = new String(store.get(Layout.commit("sales", 1)).orElseThrow());
            assertThat(Json.tree(utf8(commit), "commit").path("by").asText()).isEqualTo(ADA);
            assertThat(function.post("/models/sales:rollback", why, "Authorization", bearer(claims))
                            .statusCode())
                    .as("nothing serves yet")
                    .isEqualTo(409);
            assertThat(function.post("/models/none:pause", why, "Authorization", bearer(claims))
                            .statusCode())
                    .isEqualTo(404);
            assertThat(function.output()).doesNotContain("looks wrong").doesNotContain("SLF4J");
        }
    }

    @Test
    void shouldTakeAnUploadOnceInEitherMode() {
        store.put("data/sales/1.csv", utf8("x,late\n1,0\n2,1\n3,0\n"));
        ObjectInfo object = store.stat("data/sales/1.csv").orElseThrow();
        String data = "{\"bucket\":\"" + bucket + "\",\"name\":\"data/sales/1.csv\",\"generation\":\""
                + object.version() + "\",\"size\":\"" + object.size() + "\",\"aFieldOfTomorrow\":{}}";
        try (RunningFunction function = RunningFunction.start(IngestDataFunction.class, env)) {
            assertThat(function.binary(StorageEvents.TYPE, utf8(data)))
                    .as(function::output)
                    .isEqualTo(200);
            List<String> after = keys("");
            assertThat(keys("batches/sales/")).hasSize(1);
            assertThat(function.structured(StorageEvents.TYPE, data))
                    .as(function::output)
                    .isEqualTo(200);
            assertThat(function.binary(StorageEvents.TYPE, utf8(data))).isEqualTo(200);
            assertThat(keys("")).as("a redelivery changes nothing").isEqualTo(after);
            assertThat(keys("dead-letters/")).isEmpty();
        }
    }

    @Test
    void shouldKeepOneDeadLetterOfEveryHostileStorageEvent() {
        String good =
                "{\"bucket\":\"" + bucket + "\",\"name\":\"data/sales/1.csv\",\"generation\":\"1\",\"size\":\"1\"}";
        Map<String, byte[]> bodies = HostileBodies.all(good);
        bodies.put("path", utf8(good.replace("data/sales/1.csv", "data/sales/../../registry.json")));
        bodies.put("control", utf8(good.replace("1.csv", "a\\r\\nERROR fake")));
        bodies.put("foreign bucket", utf8(good.replace(bucket, "elsewhere")));
        bodies.put("negative size", utf8(good.replace("\"size\":\"1\"", "\"size\":-1")));
        try (RunningFunction function = RunningFunction.start(IngestDataFunction.class, env)) {
            hostile(function, StepName.INGEST_DATA, StorageEvents.TYPE, bodies);
            List<String> before = keys("");
            assertThat(function.binary("google.cloud.audit.log.v1.written", utf8("{}")))
                    .isEqualTo(200);
            assertThat(function.structured(StorageEvents.TYPE, good.substring(1)))
                    .as("no envelope")
                    .isEqualTo(500);
            assertThat(function.post("/", utf8(good), "Content-Type", "application/json")
                            .statusCode())
                    .as("a POST that is no event")
                    .isEqualTo(500);
            assertThat(keys("journal/")).isEmpty();
            assertThat(keys("").size()).isLessThanOrEqualTo(before.size() + 1);
        }
    }

    @Test
    void shouldKeepOneDeadLetterOfEveryHostileMessage() {
        Map<String, byte[]> bodies = HostileBodies.all(message("{\"step\":\"adjust-traffic\",\"model\":\"sales\"}"));
        bodies.put("no base64", utf8("{\"message\":{\"data\":\"?\"}}"));
        bodies.put("other step", utf8(message("{\"step\":\"start-training\",\"model\":\"sales\"}")));
        bodies.put("shift to 100", utf8(message("{\"step\":\"adjust-traffic\",\"model\":\"sales\",\"weight\":100}")));
        bodies.put("model as path", utf8(message("{\"step\":\"adjust-traffic\",\"model\":\"../x\"}")));
        bodies.put("inner rubbish", utf8(message("[".repeat(1_000))));
        try (RunningFunction function = RunningFunction.start(AdjustTrafficFunction.class, env)) {
            hostile(function, StepName.ADJUST_TRAFFIC, StepEvents.TYPE, bodies);
            assertThat(keys("journal/")).isEmpty();
            assertThat(function.binary(
                            StepEvents.TYPE, utf8(message("{\"step\":\"adjust-traffic\",\"model\":\"sales\"}"))))
                    .as("Vertex AI is down, which may heal")
                    .isEqualTo(500);
        }
    }

    /** Each twice: acknowledged both times, and one letter. */
    private void hostile(RunningFunction function, StepName step, String type, Map<String, byte[]> bodies) {
        int letters = 0;
        for (Map.Entry<String, byte[]> body : bodies.entrySet()) {
            assertThat(function.binary(type, body.getValue()))
                    .as(body.getKey() + function.output())
                    .isEqualTo(200);
            assertThat(function.binary(type, body.getValue())).as(body.getKey()).isEqualTo(200);
            assertThat(keys("dead-letters/" + step.text() + "/"))
                    .as(body.getKey())
                    .hasSize(++letters);
        }
        assertThat(function.output().lines().filter(line -> line.contains("fake")))
                .allMatch(line -> line.startsWith("{\"severity\""));
    }

    private static String message(String data) {
        return "{\"message\":{\"data\":\"" + Base64.getEncoder().encodeToString(utf8(data))
                + "\",\"messageId\":\"1\",\"message_id\":\"1\"},\"subscription\":\"projects/p/subscriptions/s\"}";
    }

    @Test
    void shouldTakeIncidentsThatPubSubPushesAndTellOthersWhatIsWrong() {
        String token = bearer(GoogleClaims.good(AUDIENCE, ADA, Instant.now()));
        String incident = "{\"incident\":{\"incident_id\":\"0.m\",\"state\":\"open\",\"policy_name\":\"latency\","
                + "\"policy_user_labels\":{\"model\":\"sales\"},\"ended_at\":null},\"version\":\"1.2\"}";
        try (RunningFunction function = RunningFunction.start(ReceiveAlertFunction.class, env)) {
            assertThat(function.post("/", utf8(message(incident))).statusCode()).isEqualTo(401);
            assertThat(keys("journal/")).isEmpty();
            for (int i = 0; i < 2; i++) {
                HttpResponse<String> taken = function.post("/", utf8(message(incident)), "Authorization", token);
                assertThat(taken.statusCode())
                        .as(taken.body() + function.output())
                        .isEqualTo(200);
            }
            assertThat(keys("journal/sales/")).as("a repeat changes nothing").hasSize(1);
            assertThat(function.post("/", utf8(message("{}")), "Authorization", token)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(function.post("/", utf8("{\"incident\":{}}"), "Authorization", token)
                            .statusCode())
                    .isEqualTo(400);
            assertThat(keys("dead-letters/receive-alert/")).hasSize(2);
            assertThat(function.get("/").statusCode()).isEqualTo(405);
        }
    }

    @Test
    void shouldSweepAtATimersMessageAndShowWhatItFound() {
        try (RunningFunction sweep = RunningFunction.start(SweepFunction.class, env);
                RunningFunction status = RunningFunction.start(ShowStatusFunction.class, env)) {
            assertThat(sweep.binary(StepEvents.TYPE, utf8(message("{\"step\":\"sweep\"}"))))
                    .as(sweep::output)
                    .isEqualTo(200);
            assertThat(keys("followed/sales/")).hasSize(1);
            HttpResponse<String> seen = status.get("/status.json");
            assertThat(seen.statusCode()).as(seen.body() + status.output()).isEqualTo(200);
            assertThat(status.post("/", new byte[0]).statusCode()).isEqualTo(405);
        }
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                ScoreOutcomesFunction.class,
                CompareMetricsFunction.class,
                PlanRetrainingFunction.class,
                StartTrainingFunction.class,
                UpdateRegistryFunction.class,
                NotifyTeamFunction.class
            })
    void shouldStartAndGiveUpRubbish(Class<?> function) {
        try (RunningFunction running = RunningFunction.start(function, env)) {
            assertThat(running.binary("a.foreign.type", utf8("{}")))
                    .as(running::output)
                    .isEqualTo(200);
            assertThat(keys("dead-letters/")).hasSize(1);
        }
    }
}
