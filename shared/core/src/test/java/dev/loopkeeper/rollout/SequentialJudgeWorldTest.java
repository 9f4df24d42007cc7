package dev.loopkeeper.rollout;

import static dev.loopkeeper.rollout.CanaryWorld.healthy;
import static dev.loopkeeper.rollout.CanaryWorld.terms;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.config.LoopConfig.JudgeProfile;
import org.junit.jupiter.api.Test;

/** The judge in seeded worlds; bounds are the acceptance figures plus what 300 repetitions may miss them by. */
class SequentialJudgeWorldTest {
    private static final int REPS = Integer.getInteger("judge.reps", 300);
    private static final long SEED = Long.getLong("judge.seed", 20_261L);

    private static CanaryWorld.Result strict(CanaryWorld world) {
        return world.play(terms(JudgeProfile.STRICT, 15, 15), REPS, SEED);
    }

    private static CanaryWorld.Result balanced(CanaryWorld world) {
        return world.play(terms(JudgeProfile.BALANCED, 15, 15), REPS, SEED);
    }

    @Test
    void shouldKeepHealthyCanaries() {
        assertThat(strict(healthy()).rollbackShare()).isLessThanOrEqualTo(.02);
        assertThat(balanced(healthy()).rollbackShare()).isLessThanOrEqualTo(.06);
        assertThat(balanced(healthy().ratio(.5)).rollbackShare()).isZero();
    }

    @Test
    void shouldNotBlameACanaryForBurstsOfBothArms() {
        CanaryWorld bursts = healthy().common(m -> m >= 20 && m < 25 || m >= 40 && m < 43 ? 6 : 1);

        assertThat(strict(bursts).rollbackShare()).isLessThanOrEqualTo(.02);
        assertThat(balanced(bursts).rollbackShare()).isLessThanOrEqualTo(.06);
    }

    @Test
    void shouldNotBlameACanaryForJitterOfWholeWindows() {
        assertThat(strict(healthy().traffic(6_000, .5)).rollbackShare()).isLessThanOrEqualTo(.02);
    }

    @Test
    void shouldNeitherFailNorAdvanceOnLostWindows() {
        CanaryWorld.Result result = strict(healthy().losing(.3).common(m -> m >= 10 && m < 20 ? 6 : 1));

        assertThat(result.rollbackShare()).isLessThanOrEqualTo(.02);
        assertThat(result.advancedOnMissing()).isFalse();
        assertThat(result.medianMinute()).isGreaterThan(60);
    }

    @Test
    void shouldFindDoubledAndTripledErrors() {
        assertThat(strict(healthy().ratio(2)).rollbackShare()).isGreaterThanOrEqualTo(.85);
        assertThat(balanced(healthy().ratio(2)).rollbackShare()).isGreaterThanOrEqualTo(.95);
        CanaryWorld.Result tripled = strict(healthy().ratio(3));
        assertThat(tripled.rollbackShare()).isGreaterThanOrEqualTo(.99);
        assertThat(tripled.medianMinute()).isLessThanOrEqualTo(37);
        assertThat(tripled.harmed()).isLessThanOrEqualTo(27);
    }

    @Test
    void shouldStopAnOutageInOneWindow() {
        CanaryWorld.Result outage = strict(healthy().ratio(100));

        assertThat(outage.rollbackShare()).isEqualTo(1);
        assertThat(outage.medianMinute()).isEqualTo(1);
        assertThat(outage.harmed()).isLessThanOrEqualTo(16);
    }

    @Test
    void shouldPromoteHealthyCanariesEarlyAndBadOnesNot() {
        CanaryWorld.Result good = healthy().play(terms(JudgeProfile.BALANCED, 5, 30), REPS, SEED);
        CanaryWorld.Result bad = healthy().ratio(3).play(terms(JudgeProfile.BALANCED, 5, 30), REPS, SEED);

        assertThat(good.promotedShare()).isGreaterThanOrEqualTo(.95);
        assertThat(good.medianMinute()).isBetween(20, 27);
        assertThat(bad.promotedShare()).isLessThanOrEqualTo(.01);
    }
}
