package dev.loopkeeper.config;

import static dev.loopkeeper.config.ConfigKey.of;
import static dev.loopkeeper.config.ConfigKey.optional;

/** The keys of {@code rollout.judge}. */
final class JudgeKeys {
    static final ConfigKey<LoopConfig.JudgeProfile> PROFILE = of(
            "rollout.judge.profile",
            Kinds.oneOf(LoopConfig.JudgeProfile.class),
            "balanced",
            "false alarms: 1 % (strict) or 5 % (balanced) a rollout");
    static final ConfigKey<LoopConfig.Worse> WORSE = optional(
            "rollout.judge.value.worse",
            Kinds.oneOf(LoopConfig.Worse.class),
            "guards the mean of the value of the answers too, and says which way it gets worse; default not guarded");
    static final ConfigKey<Double> TOLERANCE = of(
            "rollout.judge.value.tolerance",
            Kinds.number(0, 1),
            "0.02",
            "share of the champion's mean up to which a change for the worse is no regression");

    private JudgeKeys() {}
}
