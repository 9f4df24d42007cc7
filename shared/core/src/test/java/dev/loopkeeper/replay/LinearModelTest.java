package dev.loopkeeper.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LinearModelTest {
    @Test
    void shouldSolveRidgeAsByHand() {
        // x standardised is -1, 1 (twice each): weight = 8 / (4 + 1), intercept = mean of y.
        SampleRows rows =
                new SampleRows(List.of("x"), new double[][] {{1}, {3}, {1}, {3}}, new double[] {1, 5, 1, 5}, true, 1);
        LinearModel model = LinearModel.fit(rows, 0, 4);

        assertThat(model.score(new double[] {3})).isCloseTo(3 + 1.6, within(1e-12));
        assertThat(model.score(new double[] {1})).isCloseTo(3 - 1.6, within(1e-12));
        assertThat(model.loss(rows, 0, 4)).isCloseTo(.4, within(1e-12));
    }

    @Test
    void shouldStandWhereThePenalisedLikelihoodIsFlat() {
        Random random = new Random(5);
        double[][] x = new double[300][2];
        double[] y = new double[300];
        for (int r = 0; r < 300; r++) {
            x[r][0] = random.nextGaussian();
            x[r][1] = 7;
            y[r] = x[r][0] + .5 * random.nextGaussian() > .3 ? 1 : 0;
        }
        SampleRows rows = new SampleRows(List.of("a", "constant"), x, y, false, 1);
        LinearModel model = LinearModel.fit(rows, 0, 300);
        double sum = 0;
        for (int r = 0; r < 300; r++) {
            sum += y[r] - 1 / (1 + Math.exp(-model.score(x[r])));
        }

        // The intercept carries no penalty, so the mean chance is the mean label; a constant column carries nothing.
        assertThat(sum).isCloseTo(0, within(1e-8));
        assertThat(model.score(new double[] {.5, 7})).isCloseTo(model.score(new double[] {.5, 9}), within(1e-12));
        assertThat(model.loss(rows, 0, 300)).isLessThan(.2);
    }

    @Test
    void shouldScoreEveryVersionOnEveryBatch() {
        Random random = new Random(9);
        double[][] x = new double[400][1];
        double[] y = new double[400];
        for (int r = 0; r < 400; r++) {
            x[r][0] = random.nextGaussian();
            // The sign turns in the middle.
            y[r] = (x[r][0] > 0) == (r < 200) ? 1 : 0;
        }
        AgeMatrix matrix = AgeMatrix.build(new SampleRows(List.of("x"), x, y, false, 1), 20, 4);

        assertThat(matrix.batches()).isEqualTo(20);
        assertThat(matrix.firstModel()).isEqualTo(3);
        assertThat(matrix.loss(5, 8)).isLessThan(.1);
        assertThat(matrix.loss(5, 12)).isGreaterThan(.9);
        assertThat(matrix.loss(15, 18)).isLessThan(.1);
    }
}
