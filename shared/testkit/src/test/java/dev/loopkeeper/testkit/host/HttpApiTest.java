package dev.loopkeeper.testkit.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.host.Caller;
import dev.loopkeeper.host.ControlApi;
import dev.loopkeeper.host.Ground;
import dev.loopkeeper.host.Guarded;
import dev.loopkeeper.host.HttpAnswer;
import dev.loopkeeper.host.HttpCall;
import dev.loopkeeper.host.StatusApi;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.testkit.MemoryObjectStore;
import dev.loopkeeper.testkit.MemoryQueue;
import dev.loopkeeper.testkit.MemoryRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What comes over HTTP: people, alerts and those who look. */
class HttpApiTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final MemoryObjectStore store = new MemoryObjectStore();
    private final Ground ground = Ground.on(store, new MemoryQueue(), () -> NOW);
    private final Guarded guarded = new Guarded(store, () -> NOW);

    @BeforeEach
    void configure() {
        for (String model : List.of("sales", "away", "guest")) {
            put("models/" + model + "/loop.yaml", "model: " + model + "\ndata: {label: y}\nnotify: []\n");
        }
        put("models/broken/loop.yaml", "model: broken\ndata: {}\n");
        put("models/wrong/loop.yaml", "model: sales\ndata: {label: y}\n");
    }

    @Test
    void shouldRecordTheVerifiedCallerAndKeepTheOtherNameAsANote() {
        HttpCall call = post("/models/sales:pause", "{\"reason\":\"odd\",\"by\":\"bob\"}");
        assertThat(new ControlApi(ground).answer(call, new Caller.Verified("ann@example.com")))
                .hasValueSatisfying(a -> assertThat(a.status()).isEqualTo(200));
        assertThat(ground.loops().journal().commit("sales", 1).orElseThrow().by())
                .isEqualTo("ann@example.com");
        assertThat(ground.loops().state("sales").control().pause().orElseThrow().toString())
                .contains("odd (for bob)");
    }

    @Test
    void shouldParseNothingForARefusedCaller() {
        ControlApi api = new ControlApi(ground);
        assertThat(api.answer(post("/models/sales:pause", "{"), Caller.stranger("sign in"))
                        .orElseThrow()
                        .status())
                .isEqualTo(401);
        assertThat(api.answer(post("/alerts", "{"), Caller.forbidden("not you"))
                        .orElseThrow()
                        .status())
                .isEqualTo(403);
        assertThat(api.answer(post("/nothing", "{"), Caller.stranger("sign in")))
                .isEmpty();
        HttpCall bad = post("/alerts", "{");
        HttpAnswer answer =
                guarded.answer(StepName.RECEIVE_ALERT, bad, () -> api.alerts(bad.body(), new Caller.TokenHolder()));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(store.list("dead-letters/receive-alert/", "", 9)).hasSize(1);
        assertThat(store.list("journal/", "", 9)).isEmpty();
    }

    @Test
    void shouldTakeAnAlertForTheModelItNamesOrForAll() {
        ControlApi api = new ControlApi(ground);
        Caller caller = new Caller.TokenHolder();
        api.alerts(bytes("{\"name\":\"slow\",\"model\":\"sales\",\"id\":\"1\"}"), caller);
        api.alerts(bytes("{\"name\":\"slow\",\"model\":\"../Not Ours\",\"id\":\"2\"}"), caller);
        assertThat(store.list("journal/", "", 9))
                .extracting(ObjectInfo::key)
                .containsExactly("journal/sales/000000000001.json");
        api.alerts(bytes("{\"name\":\"slow\",\"id\":\"3\"}"), caller);
        assertThat(store.list("journal/away/", "", 9)).hasSize(1);
    }

    @Test
    void shouldTakeAnAlertForTheModelsOfItsEndpoint() {
        String alert = """
            {"schemaId": "azureMonitorCommonAlertSchema", "data": {"essentials": {"alertId": "%s", "alertRule": "slow",
              "monitorCondition": "Fired", "alertTargetIDs": ["/subscriptions/s/workspaces/w/onlineendpoints/%s"]}}}""";
        ControlApi api = new ControlApi(ground);
        api.alerts(bytes(alert.formatted("1", "SALES")), new Caller.TokenHolder());
        api.alerts(bytes(alert.formatted("2", "not-ours")), new Caller.TokenHolder());
        assertThat(store.list("journal/", "", 9))
                .extracting(ObjectInfo::key)
                .containsExactly("journal/sales/000000000001.json");
    }

    @Test
    void shouldShowStatusAndReports() {
        put("reports/sales/r-1.html", "<p>");
        StatusApi status = new StatusApi(ground, new MemoryRegistry(), "https://loop.example");
        assertThat(status.answer(get("/status.json")).orElseThrow().type()).isEqualTo(HttpAnswer.JSON);
        assertThat(status.answer(get("/models/sales")).orElseThrow().headers()).containsKey("Content-Security-Policy");
        assertThat(status.answer(get("/reports/sales/r-1.html")).orElseThrow().body())
                .isEqualTo(bytes("<p>"));
        assertThat(status.answer(get("/reports/sales/../x.html"))).isEmpty();
        assertThat(status.answer(post("/status", "")).map(HttpAnswer::status)).isEqualTo(Optional.of(405));
    }

    private void put(String key, String text) {
        store.put(key, bytes(text));
    }

    private static HttpCall post(String path, String body) {
        return new HttpCall("POST", path, "", Map.of(), bytes(body));
    }

    private static HttpCall get(String path) {
        return new HttpCall("GET", path, "", Map.of(), new byte[0]);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
