package dev.loopkeeper.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.config.LoopConfig.Promote;
import org.junit.jupiter.api.Test;

/**
 * "A clearly worse challenger is never promoted, a clearly better one always is", asked of our gate and of the designs
 * that public templates ship: it must tell them apart, or it proves nothing.
 */
class GatePromiseTest {
    private static final int TRIALS = 60;

    /** Whether a challenger is promoted: its value, the champion's on the same rows, the best value ever stored. */
    private interface Design {
        boolean promotes(PairedRows rows, double challenger, double champion, double bestEver);
    }

    private static int wrongPromotions(Design design) {
        return promotions(design, 0.2, 0.4);
    }

    private static int wrongRefusals(Design design) {
        return TRIALS - promotions(design, 0.4, 0.2);
    }

    private static int promotions(Design design, double championError, double challengerError) {
        int promoted = 0;
        for (int seed = 0; seed < TRIALS; seed++) {
            PairedRows rows = Holdouts.classifiers(seed, 500, championError, challengerError);
            double challenger = Holdouts.measure(Metric.ACCURACY, rows.label(), rows.challenger());
            double champion = Holdouts.measure(
                    Metric.ACCURACY, rows.label(), rows.champion().orElseThrow());
            // A lucky figure of an easier month: stored numbers are of other rows.
            promoted += design.promotes(rows, challenger, champion, 0.9) ? 1 : 0;
        }
        return promoted;
    }

    @Test
    void shouldHoldForOurGateUnderEveryRule() {
        for (Promote rule : Promote.values()) {
            Design ours = (rows, challenger, champion, best) ->
                    Holdouts.judge(Metric.ACCURACY, rows, rule).blessed();
            assertThat(wrongPromotions(ours)).as("%s promotes", rule).isZero();
            assertThat(wrongRefusals(ours)).as("%s refuses", rule).isZero();
        }
    }

    @Test
    void shouldFailForAFlagThatIsReadAndThenOverwritten() {
        Design alwaysRegisters = (rows, challenger, champion, best) -> true;
        assertThat(wrongPromotions(alwaysRegisters)).isEqualTo(TRIALS);
    }

    @Test
    void shouldFailForAChallengerThatIsComparedWithItself() {
        Design withItself = (rows, challenger, champion, best) -> challenger > fetchedAsChampion(challenger);
        assertThat(wrongRefusals(withItself)).isEqualTo(TRIALS);
    }

    private static double fetchedAsChampion(double challenger) {
        return challenger;
    }

    @Test
    void shouldFailForTheBestValueEverStored() {
        Design bestEver = (rows, challenger, champion, best) -> challenger >= best;
        assertThat(wrongRefusals(bestEver)).isGreaterThan(TRIALS / 2);
    }
}
