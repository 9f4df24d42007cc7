package dev.loopkeeper.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ControlTest {
    @Test
    void shouldHoldWeightsWhilePaused() {
        Bench bench = Bench.inCanary();
        bench.does(new Command.Pause("ann", "lunch"));
        bench.canary();
        assertThat(bench.all(RolloutEvent.StepTaken.class)).hasSize(1);
        bench.does(new Command.Resume("ann"));
        bench.shifted().canary();
        assertThat(bench.all(RolloutEvent.StepTaken.class)).hasSize(2);
    }

    @Test
    void shouldPauseOnAnExternalEditAndPutItsOwnSplitBackOnResume() {
        Bench bench = new Bench().serving("v1");
        bench.sees(Map.of("v1", 70, "x", 30), "v1", "x");
        assertThat(bench.state().paused()).isTrue();
        assertThat(bench.due()).doesNotContain(StepName.ADJUST_TRAFFIC);
        bench.does(new Command.Resume("ann"));
        bench.sees(Map.of("v1", 70, "x", 30), "v1", "x");
        assertThat(bench.state().paused())
                .as("the same edit does not pause again")
                .isFalse();
        assertThat(bench.state().serving().settled()).isFalse();
    }

    @Test
    void shouldNotTakeAnOldViewForAnExternalEdit() {
        Bench bench = Bench.inCanary();
        long moves = bench.state().serving().shifts().moves();
        bench.canary();
        bench.shifted();
        bench.sees(moves, Map.of("v1", 95, "v2", 5), "v1", "v2");
        assertThat(bench.state().paused()).isFalse();
    }

    @Test
    void shouldAdoptWhatServesAndMoveNothing() {
        Bench bench = new Bench();
        bench.sees(Map.of("old", 100), "old");
        assertThat(bench.champion()).isEqualTo("old");
        assertThat(bench.state().serving().settled()).isTrue();
    }

    @Test
    void shouldWaitForAPersonWhenAnAdoptedEndpointSplitsItsTraffic() {
        Bench bench = new Bench();
        bench.sees(Map.of("a", 60, "b", 40), "a", "b");
        assertThat(bench.champion()).isEqualTo("a");
        assertThat(bench.state().paused()).isTrue();
    }
}
