package dev.loopkeeper.loop;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.retrain.RetrainPolicy;
import dev.loopkeeper.rollout.CanaryJudge;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The heart of a loop: what follows from a state, a command and the time. Pure.
 *
 * <p>Three families of rules do the work: {@link IntakeRules} for data, people and alarms, {@link TrainingRules} for
 * runs and versions, {@link RolloutRules} for traffic.
 */
public final class Loop {
    private final LoopConfig config;
    private final IntakeRules intake;
    private final TrainingRules training;
    private final RolloutRules rollout;

    /** A loop under one configuration. */
    public Loop(LoopConfig config, RetrainPolicy policy, CanaryJudge judge) {
        this.config = config;
        this.intake = new IntakeRules(config);
        this.training = new TrainingRules(config, policy);
        this.rollout = new RolloutRules(config, judge);
    }

    /** Decides a command. The same state, command and time give the same answer. */
    public Decided decide(LoopState state, Command command, Instant now) {
        return intake.decide(state, command)
                .or(() -> training.decide(state, command, now))
                .or(() -> rollout.decide(state, command, now))
                .orElseThrow(() -> new IllegalStateException(
                        "no rule for " + command.getClass().getSimpleName()));
    }

    /** The steps that have something to do now, whatever messages came or were lost. */
    public List<StepName> due(LoopState state, Instant now) {
        return Due.steps(state, now);
    }

    /** When to look again if nothing else happens. */
    public Optional<Instant> nextLook(LoopState state, Instant now) {
        return Due.nextLook(state, config, now);
    }
}
