package dev.loopkeeper.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Protocols that are wrong on purpose: a simulation that does not notice them proves nothing. */
class MutantTest {
    private static final long MOST_SEEDS = 4_000;

    /** Seeds before the first that shows a mutant, skipped to save time; a campaign goes on well beyond it. */
    private static final Map<String, Long> FROM = Map.of("RepairsOnlyRollbacks", 1_000L, "DecidesOnce", 250L);

    /** The first seed that breaks an invariant ends a campaign. */
    @TestFactory
    Stream<DynamicTest> shouldKill() {
        return mutants().entrySet().stream()
                .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> {
                    Campaign.Report report =
                            new Campaign(e.getValue()).run(FROM.getOrDefault(e.getKey(), 0L), MOST_SEEDS, 2, 1);
                    assertThat(report.failures())
                            .as("%s survived %d seeds", e.getKey(), report.seeds())
                            .isNotEmpty();
                }));
    }

    /**
     * Redelivery and sweep absorb it: the same decision is made again on the newer state. It costs a round, not safety.
     */
    @Test
    void shouldTolerateOwnCommitTakenForAConflict() {
        assertThat(new Campaign(new StoreMutants.OwnCommitIsAConflict())
                        .run(0, 200, 2, 1)
                        .failures())
                .isEmpty();
    }

    /**
     * A second line of defence only: after a rollback or a supersede the loser is undeployed and its successor
     * deployed, and either changes the token too. The shift is kept for services where only a shift does.
     */
    @Test
    void shouldTolerateAMissingFencingShiftWhereDeployingChangesTheToken() {
        assertThat(new Campaign(new Mutants.NoFencingShift()).run(0, 200, 2, 1).failures())
                .isEmpty();
    }

    private static Map<String, Mutant> mutants() {
        Map<String, Mutant> all = new TreeMap<>();
        for (Mutant mutant : List.of(
                new Mutants.JournalBeforeToken(),
                new Mutants.NoSweep(),
                new Mutants.RepairsOnlyRollbacks(),
                new Mutants.NoBake(),
                new Mutants.NoDwell(),
                new Mutants.ForgetsReservations(),
                new Mutants.UndeploysEverythingIdle(),
                new Mutants.NewAttemptIdEachTime(),
                new StoreMutants.PendingGoesBeforeSuccess(),
                new StoreMutants.BatchNamedByDelivery(),
                new StoreMutants.RecordBeforeMarker(),
                new StoreMutants.MarksBeforeDelivery(),
                new StoreMutants.DecidesOnce(),
                new StoreMutants.WakeUpsAreLost(),
                new StoreMutants.OverwritesCommits())) {
            all.put(mutant.getClass().getSimpleName(), mutant);
        }
        return all;
    }
}
