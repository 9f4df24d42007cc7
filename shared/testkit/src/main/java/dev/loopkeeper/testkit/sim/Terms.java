package dev.loopkeeper.testkit.sim;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.config.WeekWindow;
import dev.loopkeeper.retrain.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a seed starts from.
 *
 * @param endpoint how the service behind the endpoint treats a shift
 * @param adopted whether the endpoint serves something when the loop begins
 */
record Terms(LoopConfig config, EndpointKind endpoint, boolean adopted, Instant start, int ticks) {
    static final String MODEL = "m";

    static Terms of(long seed) {
        Chance chance = new Chance(seed, "terms");
        Instant start = Instant.parse("2026-03-05T12:00:00Z").plusSeconds(60L * chance.between(0, 20 * 60));
        LoopConfig config = new LoopConfig(
                MODEL,
                data(),
                retrain(chance),
                training(chance),
                new LoopConfig.Evaluate(
                        "auc", Optional.of(0.6), LoopConfig.Promote.BETTER, Optional.empty(), List.of(), 0.95),
                rollout(chance),
                new LoopConfig.Rollback(chance.in(0.3) ? List.of("slo") : List.of(), true),
                channels(chance));
        EndpointKind endpoint = chance.in(0.7) ? EndpointKind.CONDITIONAL : EndpointKind.UNCONDITIONAL;
        return new Terms(config, endpoint, chance.in(0.6), start, chance.between(70, 190));
    }

    /** On another service; where it can mirror, every third seed does. */
    Terms with(EndpointKind other) {
        boolean mirrors = other == EndpointKind.REREAD && ticks % 3 == 0;
        return new Terms(mirrors ? mirroring(config) : config, other, adopted, start, ticks);
    }

    private static LoopConfig mirroring(LoopConfig c) {
        LoopConfig.Rollout r = c.rollout();
        LoopConfig.Rollout mirrored = new LoopConfig.Rollout(
                r.endpoint(),
                r.steps(),
                r.window(),
                r.warmUp(),
                r.minDwell(),
                r.maxDwell(),
                r.bake(),
                r.availability(),
                r.profile(),
                r.deployTimeout(),
                r.approval(),
                r.idle(),
                r.freeze(),
                r.value(),
                Optional.of(20));
        return new LoopConfig(
                c.model(), c.data(), c.retrain(), c.training(), c.evaluate(), mirrored, c.rollback(), c.channels());
    }

    private static LoopConfig.Data data() {
        return new LoopConfig.Data(
                "data/" + MODEL + "/",
                LoopConfig.Format.CSV,
                "late",
                LoopConfig.Task.CLASSIFICATION,
                Optional.empty(),
                Optional.empty(),
                List.of("x"),
                Duration.ZERO,
                1,
                Map.of());
    }

    private static LoopConfig.Retrain retrain(Chance chance) {
        return new LoopConfig.Retrain(
                chance.of(List.of(3L, 6L)),
                Duration.ofMinutes(2),
                Duration.ofDays(30),
                Duration.ofMinutes(chance.between(0, 10)),
                Optional.empty(),
                Optional.of(Money.parse("2 USD")),
                0.5,
                Money.parse("1 USD"),
                Optional.empty(),
                new LoopConfig.Budget(Money.of(chance.between(1, 8), "USD"), LoopConfig.Period.DAY),
                LoopConfig.Spot.NEVER,
                3,
                LoopConfig.Cure.ALL);
    }

    private static LoopConfig.Training training(Chance chance) {
        return new LoopConfig.Training(
                "local", 100_000, 0.2, Duration.ofMinutes(25), 512, chance.between(1, 3), 7, Map.of());
    }

    private static LoopConfig.Rollout rollout(Chance chance) {
        List<WeekWindow> freeze = chance.in(0.15) ? List.of(WeekWindow.parse("16:00-16:40 UTC")) : List.of();
        LoopConfig.Approval approval = chance.in(0.55)
                ? LoopConfig.Approval.NONE
                : chance.of(List.of(LoopConfig.Approval.BEFORE_CANARY, LoopConfig.Approval.BEFORE_PROMOTION));
        return new LoopConfig.Rollout(
                MODEL,
                chance.of(List.of(List.of(), List.of(10), List.of(5, 50), List.of(5, 50), List.of(5, 25, 50))),
                Duration.ofMinutes(1),
                Duration.ZERO,
                Duration.ofMinutes(2),
                Duration.ofMinutes(20),
                Duration.ofMinutes(chance.between(2, 8)),
                0.9,
                LoopConfig.JudgeProfile.BALANCED,
                Duration.ofMinutes(20),
                approval,
                LoopConfig.Idle.HOLD,
                freeze);
    }

    private static List<LoopConfig.Channel> channels(Chance chance) {
        LoopConfig.Channel console = new LoopConfig.Channel("console", "", Optional.empty());
        LoopConfig.Channel chat = new LoopConfig.Channel("slack", "secret:chat", Optional.empty());
        return chance.in(0.3) ? List.of(console, chat) : List.of(console);
    }
}
