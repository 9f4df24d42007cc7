package dev.loopkeeper.loop;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.config.WeekWindow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The configuration of a {@link Bench}: windows of a minute, a bake of five, three dollars a day. */
final class BenchConfig {
    private BenchConfig() {}

    static LoopConfig of(
            LoopConfig.Approval approval, List<Integer> steps, List<WeekWindow> freeze, Optional<Integer> mirror) {
        return new LoopConfig(
                "m",
                new LoopConfig.Data(
                        "data/m/",
                        LoopConfig.Format.CSV,
                        "late",
                        LoopConfig.Task.CLASSIFICATION,
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Duration.ZERO,
                        1,
                        Map.of()),
                new LoopConfig.Retrain(
                        1,
                        Duration.ZERO,
                        Duration.ofDays(30),
                        Duration.ZERO,
                        Optional.empty(),
                        Optional.empty(),
                        0.5,
                        Bench.usd(1),
                        Optional.empty(),
                        new LoopConfig.Budget(Bench.usd(3), LoopConfig.Period.DAY),
                        LoopConfig.Spot.NEVER,
                        3,
                        LoopConfig.Cure.ALL),
                new LoopConfig.Training("local", 1_000, 0.2, Duration.ofMinutes(30), 512, 2, 7, Map.of()),
                new LoopConfig.Evaluate(
                        "auc", Optional.empty(), LoopConfig.Promote.BETTER, Optional.empty(), List.of(), 0.95),
                new LoopConfig.Rollout(
                        "m",
                        steps,
                        Duration.ofMinutes(1),
                        Duration.ZERO,
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(20),
                        Duration.ofMinutes(5),
                        0.9,
                        LoopConfig.JudgeProfile.BALANCED,
                        Duration.ofMinutes(20),
                        approval,
                        LoopConfig.Idle.HOLD,
                        freeze,
                        Optional.empty(),
                        mirror),
                new LoopConfig.Rollback(List.of("slo"), true),
                List.of());
    }
}
