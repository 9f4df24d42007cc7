package dev.loopkeeper.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DifferingRowsTest {
    @Test
    void shouldCountRowsOfEqualWeight() {
        DifferingRows rows = DifferingRows.of(new double[] {0, 1, -1, -1, 0, -1, 1, -1, -1});
        assertThat(rows).isEqualTo(new DifferingRows(2, 5));
        assertThat(rows.oddsForChampion()).isEqualTo(2);
    }

    @Test
    void shouldNotHangOnTheUnitNorOnOneLargeRow() {
        double[] gains = {.1, -.2, -.3, -.1, .05};
        double[] larger = Arrays.stream(gains).map(g -> 1000 * g).toArray();
        assertThat(DifferingRows.of(larger).oddsForChampion())
                .isCloseTo(DifferingRows.of(gains).oddsForChampion(), within(1e-9));

        double[] outlier = new double[100];
        Arrays.fill(outlier, 1e-3);
        outlier[7] = -50;
        assertThat(DifferingRows.of(outlier).oddsForChampion()).isBetween(1.9, 2.0);
    }

    @Test
    void shouldLeaveItOpenWhereNothingDiffers() {
        assertThat(DifferingRows.of(new double[10]).oddsForChampion()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void shouldDivideTheGainOfEveryMetricOverItsRows(Metric metric) {
        PairedRows rows = Holdouts.rows(metric, 5, 400, .3, .2);
        RowScores scores = RowScores.of(metric, rows.label(), rows.champion().orElseThrow(), rows.challenger());
        assertThat(Arrays.stream(scores.gains()).average().orElseThrow()).isCloseTo(scores.gain(), within(1e-12));
        assertThat(DifferingRows.of(scores.gains()).oddsForChampion()).isLessThan(1);
    }
}
