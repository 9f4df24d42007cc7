package dev.loopkeeper.testkit.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.edge.WebhookSignature;
import dev.loopkeeper.host.Caller;
import dev.loopkeeper.host.ConfigFiles;
import dev.loopkeeper.host.ControlApi;
import dev.loopkeeper.host.Ground;
import dev.loopkeeper.host.Guarded;
import dev.loopkeeper.host.HttpAnswer;
import dev.loopkeeper.host.HttpCall;
import dev.loopkeeper.host.InboundWebhook;
import dev.loopkeeper.host.StatusApi;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.testkit.MemoryObjectStore;
import dev.loopkeeper.testkit.MemoryQueue;
import dev.loopkeeper.testkit.MemoryRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every answer that a client can meet is one that the published description of the API promises. */
class DescribedAnswersTest {
    private static final String WHY = "{\"reason\":\"odd\"}";
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final MemoryObjectStore store = new MemoryObjectStore();
    private final Ground ground = Ground.on(store, new MemoryQueue(), () -> NOW);
    private final ControlApi control = new ControlApi(ground);
    private final Guarded guarded = new Guarded(store, () -> NOW);
    private final DescribedApi described = new DescribedApi();

    @BeforeEach
    void configure() {
        write("sales", "model: sales\ndata: {label: y}\nnotify: []\n");
        new ConfigFiles(ground).lookForNew();
    }

    @Test
    void shouldDescribeWhatIsRecordedAndWhatIsRefused() {
        assertThat(acted("sales", "pause", WHY)).isEqualTo(200);
        assertThat(acted("sales", "pause", WHY)).isEqualTo(409);
        assertThat(acted("sales", "resume", "{}")).isEqualTo(200);
        assertThat(acted("sales", "retrain", WHY)).isEqualTo(200);
        assertThat(acted("sales", "retrain", WHY)).as("it is so already").isEqualTo(200);
        assertThat(acted("sales", "rollback", WHY)).isEqualTo(409);
        assertThat(acted("sales", "approve", "{}")).isEqualTo(409);
        assertThat(acted("nobody", "pause", WHY)).isEqualTo(404);
        assertThat(acted("sales", "rollback", "no JSON")).isEqualTo(400);
    }

    @Test
    void shouldWarnOfABrokenConfigurationWhetherItDoesOrRefuses() {
        write("sales", "model: sales\n");
        write("never", "model: never\n");
        assertThat(warning(act("sales", "pause", WHY))).contains("loop.yaml is broken", "label");
        HttpAnswer refused = act("sales", "pause", WHY);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(warning(refused)).contains("loop.yaml is broken", "label");
        HttpAnswer begun = act("sales", "retrain", WHY);
        assertThat(begun.status()).isEqualTo(409);
        assertThat(Json.tree(begun.body(), "answer").at("/error/code").asText()).isEqualTo("broken-configuration");
        assertThat(acted("never", "rollback", WHY)).isEqualTo(503);
    }

    @ParameterizedTest
    @CsvSource({"500,true", "501,false"})
    void shouldDescribeHowLongAReasonMayBe(int length, boolean taken) {
        String body = "{\"reason\":\"" + "x".repeat(length) + "\"}";
        assertThat(described.takes("/models/{model}:pause", body)).isEqualTo(taken);
        assertThat(acted("sales", "pause", body)).isEqualTo(taken ? 200 : 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"slow\"}",
                "{\"name\":\"slow\",\"model\":\"sales\",\"status\":\"resolved\"}",
                "{\"alerts\":[{\"status\":\"firing\",\"labels\":{\"alertname\":\"slow\",\"model\":\"sales\"}}]}",
                "{\"incident\":{\"incident_id\":\"1\",\"state\":\"open\"},\"version\":\"1.2\"}",
                "{\"schemaId\":\"azureMonitorCommonAlertSchema\",\"data\":{\"essentials\":{\"alertId\":\"1\","
                        + "\"monitorCondition\":\"Fired\"}}}"
            })
    void shouldDescribeEveryAlertThatIsTaken(String alert) {
        assertThat(described.takes("/alerts", alert)).isTrue();
        HttpAnswer answer = alerted(alert);
        assertThat(answer.status()).isEqualTo(200);
        described.demand("post", "/alerts", answer);
    }

    @Test
    void shouldDescribeAnAlertThatNobodyCanRead() {
        assertThat(described.takes("/alerts", "{}")).isFalse();
        described.demand("post", "/alerts", alerted("{}"));
        assertThat(alerted("{}").status()).isEqualTo(400);
    }

    @Test
    void shouldDescribeSignedWebhooksAndTheirRepeats() {
        InboundWebhook webhook = new InboundWebhook(List.of("a secret"), store, () -> NOW);
        byte[] body = bytes("{\"name\":\"slow\",\"model\":\"sales\"}");
        String at = Long.toString(NOW.getEpochSecond());
        String signature = WebhookSignature.under("a secret").sign("m-1", at, body);
        for (String given : List.of(signature, signature, "v1,AAAA")) {
            Map<String, List<String>> headers = Map.of(
                    "webhook-id",
                    List.of("m-1"),
                    "webhook-timestamp",
                    List.of(at),
                    "webhook-signature",
                    List.of(given));
            HttpCall call = new HttpCall("POST", "/alerts", "", headers, body);
            described.demand(
                    "post", "/alerts", webhook.take(call, () -> control.alerts(body, new Caller.TokenHolder())));
        }
        assertThat(ground.loops().state("sales").seq()).isEqualTo(1);
    }

    @Test
    void shouldDescribeHowStrangersAndFaultsAreAnswered() {
        String path = "/models/{model}:rollback";
        described.demand("post", path, ((Caller.Refused) Caller.stranger("send a token")).answer());
        described.demand("post", path, ((Caller.Refused) Caller.forbidden("not you")).answer());
        HttpCall call = new HttpCall("POST", "/models/sales:rollback", "", Map.of(), new byte[0]);
        described.demand("post", path, HttpAnswer.guarded(call, () -> {
            throw LoopException.transientFailure("LOOPKEEPER_CALLERS is not set", null);
        }));
    }

    @ParameterizedTest
    @CsvSource({
        "/status,/status",
        "/status.json,/status.json",
        "/models/{model},/models/sales",
        "/models/{model}/status.json,/models/sales/status.json",
        "/healthz,/healthz",
        "/openapi.json,/openapi.json"
    })
    void shouldDescribeWhatIsShown(String path, String asked) {
        StatusApi status = new StatusApi(ground, new MemoryRegistry(), "https://status.example.org");
        HttpAnswer answer = status.answer(new HttpCall("GET", asked, "", Map.of(), new byte[0]))
                .orElseThrow();
        assertThat(answer.status()).isEqualTo(200);
        if (answer.type().equals(HttpAnswer.JSON)) {
            described.demand("get", path, answer);
        }
    }

    private int acted(String model, String action, String body) {
        return act(model, action, body).status();
    }

    private HttpAnswer act(String model, String action, String body) {
        HttpCall call = new HttpCall("POST", "/models/" + model + ":" + action, "", Map.of(), bytes(body));
        HttpAnswer answer = guarded.answer(
                StepName.ROLL_BACK, call, () -> control.answer(call, new Caller.Verified("ann@example.com"))
                        .orElseThrow());
        described.demand("post", "/models/{model}:" + action, answer);
        return answer;
    }

    private HttpAnswer alerted(String body) {
        HttpCall call = new HttpCall("POST", "/alerts", "", Map.of(), bytes(body));
        return guarded.answer(
                StepName.RECEIVE_ALERT, call, () -> control.alerts(call.body(), new Caller.TokenHolder()));
    }

    private static String warning(HttpAnswer answer) {
        return Json.tree(answer.body(), "answer").path("warning").asText();
    }

    private void write(String model, String config) {
        store.put(Layout.config(model), bytes(config));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
