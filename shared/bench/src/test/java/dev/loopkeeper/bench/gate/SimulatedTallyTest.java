package dev.loopkeeper.bench.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SimulatedTallyTest {
    private static SimulatedTally tally(double base, double factor) {
        return SimulatedTally.of(new Simulated(false, base, factor, 500, false), 400, 7);
    }

    @Test
    void shouldNeverPromoteADoubledErrorAndAlwaysAHalvedOne() {
        SimulatedTally worse = tally(.2, 2);
        SimulatedTally better = tally(.2, .5);

        assertThat(worse.promoted().get(Rule.NOT_WORSE).hits()
                        + worse.promoted().get(Rule.BETTER).hits())
                .isZero();
        assertThat(better.promoted().get(Rule.BETTER).value()).isEqualTo(1);
        assertThat(worse.promoted().get(Rule.NO_GATE).value()).isEqualTo(1);
    }

    @Test
    void shouldLetMostEquallyGoodChallengersPassNotWorse() {
        SimulatedTally equal = tally(.2, 1);

        assertThat(equal.promoted().get(Rule.NOT_WORSE).value()).isGreaterThan(.9);
        assertThat(equal.promoted().get(Rule.NAIVE).value()).isBetween(.4, .6);
        assertThat(equal.promoted().get(Rule.SIGNIFICANTLY_BETTER).value()).isLessThan(.06);
    }
}
