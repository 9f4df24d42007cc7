package dev.loopkeeper.loop.steps;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.config.LoopConfigReader;
import dev.loopkeeper.loop.Command;
import dev.loopkeeper.loop.LoopState;
import dev.loopkeeper.loop.RolloutState;
import dev.loopkeeper.loop.ServingState;
import dev.loopkeeper.loop.ServingVersion;
import dev.loopkeeper.rollout.CanaryWindow;
import dev.loopkeeper.rollout.Moments;
import dev.loopkeeper.testkit.MemoryMetrics;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ObservationTest {
    private static final Instant T = Instant.parse("2026-11-22T09:00:00Z");
    private static final String YAML = "model: late\ndata: {label: late}\n";

    private final MemoryMetrics metrics = new MemoryMetrics();

    @Test
    void shouldBringValuesIntoTheJournalOnlyWhereTheyAreJudged() {
        metrics.answered("late", "v1", T, 3);
        metrics.answered("late", "v2", T, 5);
        metrics.settledUntil(T.plusSeconds(60));

        CanaryWindow judged = observed(YAML + "rollout: {judge: {value: {worse: lower}}}\n");
        assertThat(judged.baseline().value()).contains(new Moments(1, 3, 9));
        assertThat(judged.challenger().value()).contains(new Moments(1, 5, 25));

        CanaryWindow counts = observed(YAML);
        assertThat(counts.challenger().requests()).isEqualTo(1);
        assertThat(counts.challenger().value()).isEmpty();
        assertThat(counts.baseline().value()).isEmpty();
    }

    private CanaryWindow observed(String yaml) {
        LoopConfig config =
                LoopConfigReader.read(yaml.getBytes(UTF_8), "loop.yaml").orPoison();
        Optional<Command> command = new Observation(metrics).command(config, canary(), T.plusSeconds(60));
        return ((Command.ObserveCanary) command.orElseThrow()).windows().get(0);
    }

    private static LoopState canary() {
        LoopState none = LoopState.initial("late");
        ServingState serving = ServingState.initial();
        RolloutState rollout = new RolloutState.Canary(
                1,
                version("v1"),
                version("v2"),
                List.of(50),
                0,
                RolloutState.Gate.OPEN,
                Optional.of(T),
                20,
                List.of(),
                T,
                "");
        return new LoopState(
                none.model(),
                none.seq(),
                none.intake(),
                none.training(),
                new ServingState(
                        1,
                        Optional.of(version("v1")),
                        serving.healthy(),
                        rollout,
                        serving.queued(),
                        serving.shifts(),
                        serving.retired(),
                        serving.aliases(),
                        serving.tally()),
                none.spend(),
                none.control(),
                none.refused());
    }

    private static ServingVersion version(String name) {
        return new ServingVersion(name, "runs/late/" + name, name, T, Optional.empty(), ServingVersion.Labels.UNKNOWN);
    }
}
