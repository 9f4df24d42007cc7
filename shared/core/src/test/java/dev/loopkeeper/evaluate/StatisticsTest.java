package dev.loopkeeper.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    @Test
    void shouldCountAreaByEveryPair() {
        SplittableRandom random = new SplittableRandom(4);
        double[] label =
                IntStream.range(0, 90).mapToDouble(i -> random.nextInt(2)).toArray();
        // Few distinct scores, so that ties matter.
        double[] score =
                IntStream.range(0, 90).mapToDouble(i -> random.nextInt(8) / 8.0).toArray();
        double right = 0;
        double pairs = 0;
        for (int i = 0; i < 90; i++) {
            for (int j = 0; j < 90; j++) {
                if (label[i] == 1 && label[j] == 0) {
                    pairs++;
                    right += score[i] > score[j] ? 1 : score[i] == score[j] ? 0.5 : 0;
                }
            }
        }
        assertThat(DeLong.of(label, score).auc()).isCloseTo(right / pairs, within(1e-12));
    }

    @Test
    void shouldAgreeWithAResampledStandardErrorOfTheArea() {
        PairedRows rows = Holdouts.classifiers(9, 2000, 0.3, 0.2);
        RowScores scores =
                RowScores.of(Metric.AUC, rows.label(), rows.champion().orElseThrow(), rows.challenger());
        double drawn =
                BlockBootstrap.draw(scores.columns(), 1, scores.statistic()).standardError();
        assertThat(drawn).isCloseTo(scores.standardError(), within(0.06 * scores.standardError()));
    }

    @Test
    void shouldGiveTheMidPOfSmallTables() {
        // P(X <= 1 of 8) = 9/256, P(X = 1) = 8/256: 2 * 9/256 - 8/256.
        assertThat(McNemar.midP(7, 1)).isCloseTo(10 / 256.0, within(1e-12));
        assertThat(McNemar.midP(4, 4)).isEqualTo(1);
        assertThat(McNemar.midP(0, 0)).isEqualTo(1);
        assertThat(McNemar.midP(700_000, 701_000)).isBetween(0.39, 0.41);
    }

    @Test
    void shouldKeepNeighboursTogetherOnlyWhenTheyAreRelated() {
        java.util.Random random = new java.util.Random(2);
        double[] noise =
                IntStream.range(0, 4000).mapToDouble(i -> random.nextGaussian()).toArray();
        assertThat(BlockLength.of(noise)).isEqualTo(1);
        double[] related = noise.clone();
        for (int i = 1; i < related.length; i++) {
            related[i] += 0.8 * related[i - 1];
        }
        assertThat(BlockLength.of(related)).isBetween(20, 200);
        double[] shifting = noise.clone();
        for (int i = 0; i < shifting.length; i++) {
            shifting[i] += 0.15 * Math.signum(Math.sin(i / 300.0));
        }
        assertThat(BlockLength.of(shifting)).isGreaterThanOrEqualTo(63);
    }

    @Test
    void shouldDrawTheSameEveryTimeAndMatchTheTheoryOfAMean() {
        java.util.Random random = new java.util.Random(3);
        double[] values = IntStream.range(0, 10_000)
                .mapToDouble(i -> random.nextGaussian())
                .toArray();
        BlockBootstrap a = BlockBootstrap.draw(new double[][] {values}, 1, m -> m[0]);
        BlockBootstrap b = BlockBootstrap.draw(new double[][] {values}, 1, m -> m[0]);
        assertThat(a.quantile(0.025)).isEqualTo(b.quantile(0.025));
        assertThat(a.standardError()).isCloseTo(0.01, within(0.0006));
    }
}
