package dev.loopkeeper.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.retrain.QualityPoint;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QualityGuardTest {
    private Bench promoted() {
        return promotedAfter(0.1);
    }

    private Bench promotedAfter(double loss) {
        Bench bench = new Bench().serving("v1");
        for (int i = 0; i < 4; i++) {
            bench.later(Duration.ofMinutes(1)).does(point(bench, "v1", i, loss));
        }
        bench.later(Duration.ofHours(1)).trained("r2", "v2", true);
        bench.sees(Map.of("v1", 100), "v1", "v2");
        bench.shifted().canary();
        bench.shifted().canary();
        bench.shifted().bake();
        return bench;
    }

    private Command point(Bench bench, String version, int n, double loss) {
        return new Command.AddQuality(List.of(new QualityPoint(version + n, bench.now(), version, 100, loss)));
    }

    @Test
    void shouldRollBackWhenLiveQualityFallsFarBelowThatOfTheVersionBefore() {
        Bench bench = promoted();
        for (int i = 0; i < 4; i++) {
            bench.later(Duration.ofMinutes(1)).does(point(bench, "v2", i, 0.4));
        }
        assertThat(bench.all(RolloutEvent.RollbackStarted.class))
                .extracting(RolloutEvent.RollbackStarted::cause)
                .containsExactly(RolloutEvent.Cause.QUALITY);
    }

    @Test
    void shouldLeaveASmallFallToTheRetrainPolicyAndCountARepeatOnce() {
        Bench bench = promoted();
        for (int i = 0; i < 8; i++) {
            bench.later(Duration.ofMinutes(1)).does(point(bench, "v2", i % 4, 0.13));
        }
        assertThat(bench.all(RolloutEvent.RollbackStarted.class)).isEmpty();
        assertThat(bench.state().intake().quality()).hasSize(8);
    }

    @Test
    void shouldKeepAChampionThatIsAsPerfectAsTheVersionBefore() {
        Bench bench = promotedAfter(0);
        for (int i = 0; i < 4; i++) {
            bench.later(Duration.ofMinutes(1)).does(point(bench, "v2", i, 0));
        }
        assertThat(bench.all(RolloutEvent.RollbackStarted.class)).isEmpty();
    }

    @Test
    void shouldNotRollBackOnALossThatIsNoNumber() {
        Bench bench = promoted();
        for (int i = 0; i < 4; i++) {
            bench.later(Duration.ofMinutes(1)).does(point(bench, "v2", i, Double.NaN));
        }
        assertThat(bench.all(RolloutEvent.RollbackStarted.class)).isEmpty();
    }
}
