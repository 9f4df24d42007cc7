package dev.loopkeeper.testkit.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What events may ask of the store: six operations each; those that ask for more are named here, with their bound. */
class OperationsTest {
    private static final int MOST = 6;

    /**
     * Configuration, snapshot, the free place after it, commit and the next snapshot are five already, and a wake-up is
     * the sixth where something begins. What asks for more, and why:
     *
     * <ul>
     *   <li>once a run: its request, a listing of its uploads, its predictions, two reports, one marker a batch, and a
     *       commit for each of the facts that follow from each other;
     *   <li>a decision on a batch reads the batch beside a listing of what waits;
     *   <li>a message is marked once it is told, and looked for before;
     *   <li>outcomes are joined with predictions, file by file, and their score is kept;
     *   <li>a person who comes between two snapshots reads the commits since;
     *   <li>a sweep lists wake-ups and configurations once, however many models are due; all of a rollout told at once
     *       is eight messages.
     * </ul>
     */
    private static final Map<String, Integer> MORE = Map.ofEntries(
            Map.entry("plan-retraining: a batch after a run", 9),
            Map.entry("plan-retraining: a batch, declined", 7),
            Map.entry("plan-retraining: a run", 8),
            Map.entry("compare-metrics: a comparison", 19),
            Map.entry("update-registry: a version", 7),
            Map.entry("notify-team: one message", 7),
            Map.entry("notify-team: all of a rollout", 29),
            Map.entry("score-outcomes", 11),
            Map.entry("roll-back: pause", 7),
            Map.entry("sweep: settles", 14),
            Map.entry("sweep: one model is due", 8));

    @Test
    void shouldAskTheStoreSixTimesAnEventAtMostInTheNormalCase() {
        LoopDays days = LoopDays.run();

        Map<String, Operations> over = new TreeMap<>(days.warm());
        over.entrySet().removeIf(e -> e.getValue().all() <= MORE.getOrDefault(e.getKey(), MOST));
        assertThat(over).isEmpty();
        assertThat(days.warm())
                .as("what is bounded was met")
                .containsKeys(MORE.keySet().toArray(String[]::new));
        assertThat(days.end()).as("the version that serves in the end").isNotEqualTo("none");
    }
}
