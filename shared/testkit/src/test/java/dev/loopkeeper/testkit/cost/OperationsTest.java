package dev.loopkeeper.testkit.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What events may ask of the store: six operations each; those that ask for more are named here, with their bound. */
class OperationsTest {
    private static final int MOST = 6;

    /**
     * Configuration, snapshot, the free place after it, wake-up, commit and the next snapshot are six already. What a
     * step has to read or write beside that comes on top: the request of a run and its batches, its predictions, two
     * reports, one marker a batch; a delivery and its mark; a second commit where two facts follow from each other.
     */
    private static final Map<String, Integer> MORE = Map.ofEntries(
            Map.entry("plan-retraining: a batch after a run", 9),
            Map.entry("plan-retraining: a batch, declined", 8),
            Map.entry("plan-retraining: a run", 10),
            Map.entry("compare-metrics: a comparison", 22),
            Map.entry("update-registry: a version", 8),
            Map.entry("adjust-traffic: deploys", 9),
            Map.entry("adjust-traffic: a step", 8),
            Map.entry("adjust-traffic: a window", 8),
            Map.entry("notify-team: one message", 10),
            Map.entry("score-outcomes", 8),
            Map.entry("roll-back: pause", 7),
            Map.entry("roll-back: resume", 7));

    @Test
    void shouldAskTheStoreSixTimesAnEventAtMostInTheNormalCase() {
        LoopDays days = LoopDays.run();

        Map<String, Operations> over = new TreeMap<>(days.warm());
        // One event stands for many in these: every message of a rollout, and every model that is due.
        over.keySet().removeIf(event -> event.equals("notify-team: all of a rollout") || event.startsWith("sweep: "));
        over.entrySet().removeIf(e -> e.getValue().all() <= MORE.getOrDefault(e.getKey(), MOST));
        assertThat(over).isEmpty();
        assertThat(days.warm().get("ingest-data").all()).isLessThanOrEqualTo(MOST);
        assertThat(days.warm().get("sweep: nothing is due").all()).isLessThanOrEqualTo(MOST);
        assertThat(days.end()).as("the version that serves in the end").isNotEqualTo("none");
    }
}
