package dev.loopkeeper.testkit.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.host.AlertIntake;
import dev.loopkeeper.host.ControlApi;
import dev.loopkeeper.host.Ground;
import dev.loopkeeper.host.Guarded;
import dev.loopkeeper.host.HttpAnswer;
import dev.loopkeeper.host.HttpCall;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.testkit.MemoryObjectStore;
import dev.loopkeeper.testkit.MemoryQueue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AlertIntakeTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String TWO = "{\"alerts\": [{\"status\": \"firing\", \"labels\": {\"alertname\": \"slow\"}},"
            + " {\"status\": \"firing\", \"labels\": {\"alertname\": \"errors\"}}]}";

    private final MemoryObjectStore store = new MemoryObjectStore();
    private final MemoryQueue queue = new MemoryQueue();
    private boolean faulty;
    private final Ground ground = Ground.on(
            store,
            (step, model, at) -> {
                if (faulty) {
                    throw new IllegalStateException("a fault of ours");
                }
                queue.send(step, model, at);
            },
            () -> NOW);
    private final AlertIntake intake = new AlertIntake(new Guarded(store, () -> NOW), new ControlApi(ground));

    @BeforeEach
    void configure() {
        for (String model : List.of("arrivals", "sales")) {
            store.put(Layout.config(model), ("model: " + model + "\ndata: {label: y}\n").getBytes(UTF_8));
        }
    }

    @Test
    void shouldTellEveryModelOfEveryAlertThoughOneHasABrokenJournal() {
        store.put(Layout.commit("arrivals", 1), "{rubbish".getBytes(UTF_8));
        assertThat(answer().status()).isEqualTo(400);
        assertThat(ground.loops().state("sales").control().alerts()).hasSize(2);
    }

    @Test
    void shouldAskForTheAlertAgainAfterAFaultOfOurs() {
        faulty = true;
        assertThat(answer().status()).isEqualTo(503);
        faulty = false;
        assertThat(answer().status()).isEqualTo(200);
        assertThat(ground.loops().state("sales").control().alerts()).hasSize(2);
    }

    private HttpAnswer answer() {
        return intake.answer(new HttpCall("POST", "/", "", Map.of(), TWO.getBytes(UTF_8)));
    }
}
