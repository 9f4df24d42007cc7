package dev.loopkeeper.bench.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DistancesTest {
    @Test
    void shouldMeasureAShiftInDeviations() {
        double[] a = IntStream.range(0, 1_000).mapToDouble(i -> i).toArray();
        double[] b = IntStream.range(0, 500).mapToDouble(i -> 2 * i + 100.5).toArray();

        // A uniform sample of width 1,000 has a deviation of 288.7.
        assertThat(Distances.wasserstein(a, b)).isCloseTo(100 / 288.675, within(1e-3));
        assertThat(Distances.kolmogorovSmirnovRejects(a, b)).isTrue();
        assertThat(Distances.psi(a, a)).isCloseTo(0, within(1e-12));
    }

    @Test
    void shouldFindDisjointValuesAsFarAsCanBe() {
        assertThat(Distances.jensenShannon(Distances.values(new double[] {1, 1}, new double[] {2, 3})))
                .isCloseTo(1, within(1e-12));
        assertThat(Distances.largestStep(new double[] {0, 0, 1, 1}, new double[] {0, 1, 1, 1}))
                .isCloseTo(.25, within(1e-12));
    }

    @Test
    void shouldCountAlarmsWithoutFalseOnesOfOurs() {
        List<Alarms> alarms = Alarms.count(500, List.of(0.0, 1.0), 10, 3);

        assertThat(alarms)
                .filteredOn(a -> a.name().equals("loopkeeper"))
                .extracting(Alarms::alarms)
                .containsExactly(0L, 10L);
    }
}
