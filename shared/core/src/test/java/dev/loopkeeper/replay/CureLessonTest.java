package dev.loopkeeper.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.replay.ReplayPolicy.Stage;
import dev.loopkeeper.retrain.MarginalRule.Cure;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class CureLessonTest {
    private static final int FROM = 60;

    /** All versions share the level of a batch; each adds {@code growth} a batch of age. */
    private static Stage stage(IntToDoubleFunction level, double growth, int delay) {
        double[][] losses = new double[100][100];
        for (int i = 0; i < 100; i++) {
            for (int j = 0; j < 100; j++) {
                losses[i][j] = level.applyAsDouble(j) + growth * Math.max(0, j - i);
            }
        }
        return new Stage(AgeMatrix.of(losses, 4), FROM, .1, delay);
    }

    private static Cure learn(Stage stage) {
        return new CureLesson(stage, stage.matrix().meanAtAge(1 + stage.delay(), stage.from())).learn();
    }

    /** A hard season of ten batches after an easy one. */
    private static double season(int batch) {
        return batch / 10 % 2 == 0 ? .2 : .4;
    }

    @Test
    void shouldLearnThatNoRetrainCuresASeason() {
        assertThat(learn(stage(CureLessonTest::season, 0, 0)).share()).isLessThan(.35);
        assertThat(learn(stage(CureLessonTest::season, 0, 4)).share()).isLessThan(.35);
        assertThat(learn(stage(CureLessonTest::season, 0, 4)).ageing()).isZero();
    }

    @Test
    void shouldTrustExcessThatRetrainsDidCure() {
        for (int delay : new int[] {0, 4}) {
            Cure cure = learn(stage(j -> .2, .01, delay));

            assertThat(cure.share() + cure.ageing() / .01).isBetween(.9, 1.4);
        }
    }

    @Test
    void shouldSeeAgeingBehindALossThatFalls() {
        assertThat(learn(stage(j -> .9 - .005 * j, .005, 0)).ageing()).isGreaterThan(.002);
    }

    @Test
    void shouldNotLearnFromTheScoredPart() {
        Stage calm = stage(j -> .2 + .02 * (j % 3), 0, 0);
        Stage later = stage(j -> j < FROM ? .2 + .02 * (j % 3) : season(j), 0, 0);

        assertThat(learn(later)).isEqualTo(learn(calm));
    }

    @Test
    void shouldTakeAllExcessForAgeingWithoutAHistory() {
        double[][] losses = new double[12][12];
        assertThat(new CureLesson(new Stage(AgeMatrix.of(losses, 4), 6, .1, 4), .2).learn())
                .isEqualTo(Cure.ALL);
    }
}
