package dev.loopkeeper.testkit.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * What events may ask of the store: six operations each. Those that happen once a run, or write and read several
 * objects by their nature, are named here with their bound.
 */
class OperationsTest {
    private static final int MOST = 6;

    /**
     * Configuration, snapshot, the free place after it, wake-up, commit and the next snapshot are six already. What a
     * step has to read or write beside that comes on top: the request of a run and its batches, its predictions, two
     * reports, one marker a batch; two marks a delivery; a second commit where two facts follow from each other.
     */
    private static final Map<String, Integer> MORE = Map.of(
            "plan-retraining: a batch after a run", 8,
            "plan-retraining: the first declined", 8,
            "plan-retraining: a run", 10,
            "compare-metrics: a comparison", 22,
            "update-registry: a version", 7,
            "adjust-traffic: promotes", 7,
            "adjust-traffic: rolls back", 9,
            "notify-team: three messages", 10,
            "notify-team: all of a rollout", 20,
            "score-outcomes", 7);

    @Test
    void shouldAskTheStoreSixTimesAnEventAtMostInTheNormalCase() {
        LoopDays days = LoopDays.run();

        Map<String, Operations> over = new TreeMap<>(days.warm());
        // One event stands for every model that is due.
        over.keySet().removeIf(event -> event.equals("sweep: settles") || event.equals("sweep: one model is due"));
        over.entrySet().removeIf(e -> e.getValue().all() <= MORE.getOrDefault(e.getKey(), MOST));
        assertThat(over).isEmpty();
        assertThat(days.warm().keySet()).containsAll(MORE.keySet());
        assertThat(days.warm().get("sweep: nothing is due").all()).isEqualTo(2);
        assertThat(days.end()).as("the version that serves in the end").isNotEqualTo("none");
    }
}
