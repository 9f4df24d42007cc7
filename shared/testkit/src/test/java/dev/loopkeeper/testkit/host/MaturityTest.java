package dev.loopkeeper.testkit.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.host.ConfigFiles;
import dev.loopkeeper.host.Ground;
import dev.loopkeeper.host.ObjectArrived;
import dev.loopkeeper.host.Services;
import dev.loopkeeper.host.Steps;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.retrain.Money;
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
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

/** Labels that come late: a batch waits for them, but not for a date that nobody will see. */
class MaturityTest {
    private static final String KEY = "data/sales/a.csv";

    private Instant now = Instant.parse("2026-03-01T10:00:00Z");
    private final MemoryObjectStore store = new MemoryObjectStore();
    private final Ground ground = Ground.on(store, new MemoryQueue(), () -> now);
    private final Steps steps = new Steps(
            ground,
            new Services(
                    MemoryTraining::new,
                    MemoryRegistry::new,
                    MemoryEndpoint::conditional,
                    MemoryMetrics::new,
                    () -> new MemoryPriceBook(Money.of(1, "USD")),
                    MemoryNotifier::new));

    @Test
    void shouldWaitForLabelsAndTakeADateThatIsStillToComeForASlip() {
        put(
                Layout.config("sales"),
                "model: sales\ndata: {label: y, time: at, maturity: P1D}\nretrain: {minRows: 40}\n");
        put(KEY, "at,x,y\n" + "2026-02-28,1,0\n2026-02-28,2,1\n".repeat(50) + "2999-01-01,1,0\n");
        new ObjectArrived(ground, new ConfigFiles(ground))
                .take(store.stat(KEY).orElseThrow(), EnumSet.of(StepName.INGEST_DATA));

        assertThat(runsAfter(Duration.ofHours(20))).as("too young").isZero();
        assertThat(runsAfter(Duration.ofHours(5))).isEqualTo(1);
    }

    private int runsAfter(Duration time) {
        now = now.plus(time);
        steps.run(StepName.PLAN_RETRAINING, "sales");
        return ground.loops().state("sales").training().runs();
    }

    private void put(String key, String text) {
        store.put(key, text.getBytes(StandardCharsets.UTF_8));
    }
}
