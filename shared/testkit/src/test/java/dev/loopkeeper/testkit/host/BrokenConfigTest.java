package dev.loopkeeper.testkit.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopkeeper.host.Caller;
import dev.loopkeeper.host.ConfigFiles;
import dev.loopkeeper.host.ControlApi;
import dev.loopkeeper.host.Ground;
import dev.loopkeeper.host.Guarded;
import dev.loopkeeper.host.HttpAnswer;
import dev.loopkeeper.host.HttpCall;
import dev.loopkeeper.host.Services;
import dev.loopkeeper.host.StepMessage;
import dev.loopkeeper.host.Steps;
import dev.loopkeeper.loop.Commit;
import dev.loopkeeper.loop.Event;
import dev.loopkeeper.loop.RolloutEvent;
import dev.loopkeeper.loop.ServingVersion;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.loop.steps.Sweep;
import dev.loopkeeper.retrain.Money;
import dev.loopkeeper.rollout.TrafficSplit;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.testkit.MemoryEndpoint;
import dev.loopkeeper.testkit.MemoryMetrics;
import dev.loopkeeper.testkit.MemoryNotifier;
import dev.loopkeeper.testkit.MemoryObjectStore;
import dev.loopkeeper.testkit.MemoryPriceBook;
import dev.loopkeeper.testkit.MemoryQueue;
import dev.loopkeeper.testkit.MemoryRegistry;
import dev.loopkeeper.testkit.MemoryTraining;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What still works while somebody has broken loop.yaml: everything that brings traffic back. */
class BrokenConfigTest {
    private static final String CONFIG = "model: sales\ndata: {label: y}\nnotify: []\n";
    private static final String WHY = "{\"reason\":\"odd\"}";

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final MemoryObjectStore store = new MemoryObjectStore();
    private final MemoryQueue queue = new MemoryQueue();
    private final MemoryEndpoint endpoint = MemoryEndpoint.conditional();
    private final Ground ground = Ground.on(store, queue, () -> now);
    private final ConfigFiles files = new ConfigFiles(ground);
    private final ControlApi control = new ControlApi(ground);
    private final Sweep sweep = new Sweep(ground.loops(), store, queue, () -> now);
    private final Steps steps = new Steps(
            ground,
            new Services(
                    MemoryTraining::new,
                    MemoryRegistry::new,
                    () -> endpoint,
                    MemoryMetrics::new,
                    () -> new MemoryPriceBook(Money.of(1, "USD")),
                    MemoryNotifier::new));

    @BeforeEach
    void configure() {
        write("sales", CONFIG);
        files.lookForNew();
    }

    @Test
    void shouldRollBackToTheEndWhileTheConfigurationIsBroken() {
        canary();
        write("sales", "model: sales\nrollout: {steps: [0]}\n");
        files.lookForNew();
        HttpAnswer answer = act("rollback", WHY);
        assertThat(answer.status()).as(text(answer)).isEqualTo(200);
        assertThat(text(answer)).contains("loop.yaml is broken", "last valid version was used", "steps");
        queue.lose();
        for (int minute = 0; minute < 5; minute++) {
            now = now.plus(Duration.ofMinutes(1));
            sweep.sweep();
            assertThat(queue.waiting())
                    .extracting(MemoryQueue.Hint::step)
                    .doesNotContain(StepName.PLAN_RETRAINING, StepName.START_TRAINING);
            queue.take(now).forEach(h -> steps.run(new StepMessage(h.step(), h.model())));
        }
        assertThat(endpoint.read("sales").split()).contains(TrafficSplit.all("v1"));
        assertThat(ground.loops().state("sales").serving().settled()).isTrue();
        assertThat(ground.loops()
                        .state("sales")
                        .serving()
                        .champion()
                        .orElseThrow()
                        .version())
                .isEqualTo("v1");
    }

    /** Version v1 serves and v2 has five percent. */
    private void canary() {
        endpoint.deploy("sales", "v1", "a1");
        endpoint.finishDeployments("sales");
        endpoint.editByHand("sales", TrafficSplit.all("v1"));
        steps.run(StepName.ADJUST_TRAFFIC, "sales");
        endpoint.deploy("sales", "v2", "a2");
        endpoint.finishDeployments("sales");
        ServingVersion v2 = new ServingVersion("v2", "a2", "r-1", now, Optional.empty(), ServingVersion.Labels.UNKNOWN);
        List<Event> events = List.of(
                new RolloutEvent.RolloutStarted(1, v2, List.of(5, 50)),
                new RolloutEvent.StepTaken(1, 0, 5, 100, "As planned."));
        ground.loops().journal().append(ground.loops().state("sales"), new Commit("op", now, "test", events));
        steps.run(StepName.ADJUST_TRAFFIC, "sales");
        assertThat(endpoint.read("sales").split()).contains(TrafficSplit.canary("v1", "v2", 5));
    }

    @Test
    void shouldPauseAndResumeButBeginNothing() {
        write("sales", "model: sales\n");
        assertThat(act("pause", WHY).status()).isEqualTo(200);
        assertThat(act("resume", "{}").status()).isEqualTo(200);
        assertThat(act("retrain", WHY).status()).isEqualTo(409);
        assertThat(text(act("approve", "{}"))).contains("mend it first", "label");
        assertThatThrownBy(() -> steps.run(StepName.PLAN_RETRAINING, "sales")).hasMessageContaining("label");
        store.delete(Layout.config("sales"));
        assertThat(act("pause", WHY).status()).isEqualTo(404);
        files.lookForNew();
        assertThat(store.list(Layout.FOLLOWED, "", 9)).isEmpty();
    }

    @Test
    void shouldTakeAlertsUnderTheLastValidConfigurationAndAskForTheOthersAgain() {
        write("sales", "model: sales\n");
        write("never", "model: never\n");
        assertThat(alert("{\"name\":\"slow\",\"model\":\"sales\",\"id\":\"1\"}").status())
                .isEqualTo(200);
        assertThat(ground.loops().state("sales").seq()).isEqualTo(1);
        assertThat(alert("{\"name\":\"slow\",\"id\":\"2\"}").status()).isEqualTo(200);
        assertThat(ground.loops().state("sales").seq()).isEqualTo(2);
        HttpAnswer unknown = alert("{\"name\":\"slow\",\"model\":\"never\",\"id\":\"3\"}");
        assertThat(unknown.status()).isEqualTo(503);
        assertThat(text(unknown)).contains("models/never/loop.yaml is broken and was never valid");
        assertThat(store.list("dead-letters/", "", 9)).isEmpty();
    }

    private HttpAnswer act(String action, String body) {
        HttpCall call = new HttpCall("POST", "/models/sales:" + action, "", Map.of(), bytes(body));
        return control.answer(call, new Caller.Verified("ann@example.com")).orElseThrow();
    }

    private HttpAnswer alert(String body) {
        HttpCall call = new HttpCall("POST", "/alerts", "", Map.of(), bytes(body));
        return new Guarded(store, () -> now)
                .answer(StepName.RECEIVE_ALERT, call, () -> control.alerts(call.body(), new Caller.TokenHolder()));
    }

    private void write(String model, String config) {
        store.put(Layout.config(model), bytes(config));
    }

    private static String text(HttpAnswer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
