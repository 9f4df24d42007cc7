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
  private static final long MOST_SEEDS = 6_000;

  /** What each is expected to break; the first seeds that show it are soon found. */
  @TestFactory
  Stream<DynamicTest> shouldKill() {
    return mutants().entrySet().stream().map(e -> DynamicTest.dynamicTest(e.getKey(), () -> {
      Campaign.Report report = new Campaign(e.getValue()).run(0, MOST_SEEDS, 2, 1);
      assertThat(report.failures()).as("%s survived %d seeds", e.getKey(), report.seeds()).isNotEmpty();
    }));
  }

  /** Redelivery and sweep absorb it: the same decision is made again on the newer state. It costs a round, not safety. */
  @Test
  void shouldTolerateOwnCommitTakenForAConflict() {
    assertThat(new Campaign(new Mutants.OwnCommitIsAConflict()).run(0, 300, 2, 1).failures()).isEmpty();
  }

  private static Map<String, Mutant> mutants() {
    Map<String, Mutant> all = new TreeMap<>();
    for (Mutant mutant : List.of(
        new Mutants.JournalBeforeToken(), new Mutants.NoFencingShift(), new Mutants.NoSweep(), new Mutants.RepairsOnlyRollbacks(),
        new Mutants.NoBake(), new Mutants.NoDwell(), new Mutants.ForgetsReservations(), new Mutants.PendingGoesBeforeSuccess(),
        new Mutants.BatchNamedByDelivery(), new Mutants.RecordBeforeMarker(), new Mutants.MarksBeforeDelivery(),
        new Mutants.LateConfirmation(), new Mutants.WakeUpsAreLost(), new Mutants.OverwritesCommits(),
        new Mutants.UndeploysEverythingIdle(), new Mutants.NewAttemptIdEachTime())) {
      all.put(mutant.getClass().getSimpleName(), mutant);
    }
    return all;
  }
}
