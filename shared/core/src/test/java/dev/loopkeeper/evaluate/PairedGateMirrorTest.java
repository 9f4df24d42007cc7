package dev.loopkeeper.evaluate;

import static dev.loopkeeper.evaluate.Holdouts.judge;
import static dev.loopkeeper.evaluate.Holdouts.rows;
import static dev.loopkeeper.evaluate.Holdouts.swapped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.loopkeeper.config.LoopConfig.Promote;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What must hold for whatever rows: clear cases, swapped versions, error rates. */
class PairedGateMirrorTest {
    private static final int TRIALS = 10;

    @ParameterizedTest
    @EnumSource(Metric.class)
    void shouldNeverBlessAClearlyWorseAndAlwaysAClearlyBetterChallenger(Metric metric) {
        for (int seed = 0; seed < TRIALS; seed++) {
            PairedRows worse = rows(metric, seed, 500, 0.2, 0.4);
            Comparison against = judge(metric, worse, Promote.NOT_WORSE);
            Comparison infavour = judge(metric, swapped(worse), Promote.SIGNIFICANTLY_BETTER);
            assertThat(against.rules().values())
                    .as("%s seed %d: %s", metric, seed, against.sentence())
                    .containsOnly(false);
            assertThat(infavour.rules().values())
                    .as("%s seed %d: %s", metric, seed, infavour.sentence())
                    .containsOnly(true);
            assertThat(against.blessed()).isFalse();
            assertThat(infavour.blessed()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void shouldMirrorTheVerdictWhenTheVersionsAreSwapped(Metric metric) {
        for (int seed = 0; seed < TRIALS; seed++) {
            PairedRows rows = rows(metric, 1000 + seed, 120 + 50 * seed, 0.25, 0.15 + 0.02 * seed);
            Comparison a = judge(metric, rows, Promote.BETTER);
            Comparison b = judge(metric, swapped(rows), Promote.BETTER);
            assertThat(b.difference().orElseThrow()).isCloseTo(-a.difference().orElseThrow(), within(1e-9));
            assertThat(b.low().orElseThrow()).isCloseTo(-a.high().orElseThrow(), within(1e-9));
            assertThat(b.pValue()).isCloseTo(a.pValue(), within(1e-9));
            if (b.verdict() == Verdict.WORSE) {
                assertThat(significantlyBetter(a) || harmed(metric, b))
                        .as(b.sentence())
                        .isTrue();
            }
            assertThat(a.blessed() && b.blessed()).isFalse();
        }
    }

    private boolean significantlyBetter(Comparison c) {
        return c.rules().get(Promote.SIGNIFICANTLY_BETTER);
    }

    private boolean harmed(Metric metric, Comparison c) {
        return c.rows() >= 500
                && c.verdict() == Verdict.WORSE
                && metric.error(c.challenger().orElseThrow())
                        >= 1.25 * metric.error(c.champion().orElseThrow());
    }

    @Test
    void shouldKeepItsErrorRateWhenBothVersionsAreEquallyGood() {
        for (Metric metric : Metric.values()) {
            long significant = IntStream.range(0, 40)
                    .filter(seed -> judge(metric, rows(metric, seed, 300, 0.25, 0.25), Promote.SIGNIFICANTLY_BETTER)
                            .blessed())
                    .count();
            // Expected 2.5 % = 1 of 40; 6 has a chance of one in two thousand.
            assertThat(significant).as(metric.key()).isLessThanOrEqualTo(6);
        }
    }

    @Test
    void shouldNotClaimSignificanceFromRowsThatMoveTogether() {
        int wrong = 0;
        for (int seed = 0; seed < 60; seed++) {
            wrong += judge(Metric.RMSE, correlated(seed), Promote.SIGNIFICANTLY_BETTER)
                            .blessed()
                    ? 1
                    : 0;
        }
        // Row-wise resampling claims it in about one of four of these trials.
        assertThat(wrong).isLessThanOrEqualTo(8);
    }

    private PairedRows correlated(long seed) {
        java.util.Random random = new java.util.Random(seed);
        int n = 1000;
        double[] label = new double[n];
        double[] old = new double[n];
        double[] fresh = new double[n];
        double a = 0;
        double b = 0;
        for (int i = 0; i < n; i++) {
            a = 0.9 * a + random.nextGaussian();
            b = 0.9 * b + random.nextGaussian();
            label[i] = 10 * random.nextGaussian();
            old[i] = label[i] + a;
            fresh[i] = label[i] + b;
        }
        return new PairedRows(label, Optional.of(old), fresh, Map.of());
    }
}
