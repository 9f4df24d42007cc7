package dev.loopkeeper.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StretchesTest {
    /** 800 rows in eight stretches of a hundred, each with its own mean. */
    private static double[] series(double... means) {
        return IntStream.range(0, 800).mapToDouble(i -> means[i / 100]).toArray();
    }

    @Test
    void shouldBeTheTTestOfTheMeansOfStretches() {
        double[] series = series(1, 2, 3, 4, 5, 6, 7, 8);
        // t = 4.5 / (sqrt(6) / sqrt(8)) = 5.196 with 7 degrees of freedom.
        assertThat(Stretches.pValue(series, 4.5)).isCloseTo(0.00126, within(2e-5));
        assertThat(Stretches.pValue(series, -4.5)).isEqualTo(Stretches.pValue(series, 4.5));
    }

    @Test
    void shouldNotTakeOneBadStretchForALossThroughout() {
        assertThat(Stretches.pValue(series(0, 0, 0, -8, 0, 0, 0, 0), -1)).isGreaterThan(0.3);
        assertThat(Stretches.pValue(series(-1, -1, -1, -2, -1, -1, 0, -1), -1)).isLessThan(0.01);
    }

    @Test
    void shouldKeepItsErrorRateAlsoWhenRowsMoveTogether() {
        int claims = 0;
        for (int seed = 0; seed < 2000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] series = new double[800];
            double level = 0;
            double sum = 0;
            for (int i = 0; i < series.length; i++) {
                level = 0.8 * level + random.nextGaussian();
                series[i] = level;
                sum += level;
            }
            claims += Stretches.pValue(series, sum / series.length) < 0.05 ? 1 : 0;
        }
        // 5 % of 2,000 are 100, plus or minus 10; rows taken as independent claim it in half of the trials.
        assertThat(claims).isBetween(60, 160);
    }

    @Test
    void shouldSayNothingOfNoDifference() {
        assertThat(Stretches.pValue(new double[20], 0)).isEqualTo(1);
    }
}
