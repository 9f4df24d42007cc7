package dev.loopkeeper.bench.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JudgeBenchTest {
    private static List<Tally> run(String scenario, int reps, long seed) {
        List<Scenario> chosen =
                Scenarios.all().stream().filter(s -> s.id().equals(scenario)).toList();
        return new JudgeBench(chosen, Contender.all(Optional.empty()), reps, seed).run();
    }

    private static Tally of(List<Tally> tallies, String name) {
        return tallies.stream()
                .filter(t -> t.contender().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldReproduceThePublishedFailuresOfPeers() {
        List<Tally> healthy = run("N1", 100, 3);
        List<Tally> tripled = run("R4", 100, 3);

        assertThat(of(healthy, "flagger").rollback().value()).isGreaterThan(.9);
        assertThat(of(healthy, "argo").rollback().value()).isGreaterThan(.9);
        assertThat(of(healthy, "loopkeeper").rollback().value()).isLessThanOrEqualTo(.04);
        assertThat(of(tripled, "kayenta").rollback().value()).isBetween(.2, .7);
        assertThat(of(tripled, "loopkeeper").rollback().value()).isGreaterThan(.95);
    }

    @Test
    void shouldGiveTheSameFiguresForTheSameSeedWhateverTheThreadsDo() {
        List<JudgeSheet.Row> first = new JudgeSheet(run("X6", 20, 5)).rows();

        assertThat(new JudgeSheet(run("X6", 20, 5)).rows()).isEqualTo(first);
        assertThat(new JudgeSheet(run("X6", 20, 6)).rows()).isNotEqualTo(first);
    }

    @Test
    void shouldNotMoveOnLateMetricsUnlessTheyCame() {
        Tally late = of(run("X6", 200, 5), "loopkeeper");

        assertThat(late.rollback().value()).isGreaterThan(.95);
        assertThat(late.blind()).isZero();
    }

    @Test
    void shouldNotUndoHalfTheErrors() {
        assertThat(of(run("N8", 300, 20261122), "loopkeeper").rollback().hits()).isZero();
    }

    @Test
    void shouldFindAWorseMeanAndNotALevelThatMovesInBothVersions() {
        assertThat(of(run("M1", 200, 5), "loopkeeper").rollback().value()).isLessThanOrEqualTo(.04);
        assertThat(of(run("M2", 100, 5), "loopkeeper").rollback().value()).isGreaterThan(.9);
    }

    @Test
    void shouldDrawCountsOfTheRightMeanAndSpread() {
        Draw draw = new Draw(1);
        for (double p : new double[] {.01, .2, .7}) {
            double[] counts = IntStream.range(0, 4000)
                    .mapToDouble(i -> draw.binomial(300, p))
                    .toArray();
            double mean = IntStream.range(0, counts.length)
                    .mapToDouble(i -> counts[i])
                    .average()
                    .orElseThrow();
            double spread = IntStream.range(0, counts.length)
                    .mapToDouble(i -> (counts[i] - mean) * (counts[i] - mean))
                    .average()
                    .orElseThrow();
            assertThat(mean).isBetween(300 * p - .5, 300 * p + .5);
            assertThat(spread / (300 * p * (1 - p))).isBetween(.9, 1.1);
        }
    }
}
