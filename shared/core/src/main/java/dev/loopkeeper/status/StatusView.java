package dev.loopkeeper.status;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.data.Schema;
import dev.loopkeeper.loop.LoopState;
import dev.loopkeeper.loop.RolloutState;
import dev.loopkeeper.loop.ServingState;
import dev.loopkeeper.loop.ServingVersion;
import dev.loopkeeper.loop.SpendState;
import dev.loopkeeper.loop.TrainingPhase;
import dev.loopkeeper.retrain.Money;
import dev.loopkeeper.retrain.RetrainDecision;
import dev.loopkeeper.rollout.TrafficSplit;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Turns a state into what {@code status.json} says of it. Pure. */
record StatusView(LoopState state, Optional<LoopConfig> config, List<String> problems, long pending, Instant now) {
    LoopStatus status(Optional<Instant> nextLook) {
        ServingState serving = state.serving();
        Optional<LoopStatus.Quality> quality = RecentQuality.of(state);
        return new LoopStatus(
                state.model(),
                serving.champion().map(v -> new LoopStatus.Champion(v.version(), v.since())),
                serving.previous().map(ServingVersion::version),
                phase(state.training().phase()),
                rollout(serving),
                decision(),
                spend(),
                counters(),
                LoopHealth.of(state, config, problems, quality, pending, now),
                state.control().pause().map(p -> new LoopStatus.Pause(p.by(), p.reason(), p.external(), p.since())),
                state.training()
                        .phase()
                        .current()
                        .map(a -> new LoopStatus.Run(a.runId(), a.number(), a.trigger(), a.claimedAt(), a.reserved())),
                quality,
                new LoopStatus.Setup(
                        config.map(c -> c.rollout().endpoint()),
                        state.intake().schema().map(Schema::version),
                        nextLook,
                        problems,
                        state.seq()),
                state.seq() + "." + pending + "." + Integer.toHexString(problems.hashCode()),
                now);
    }

    /** The phase's name as its JSON spells it. */
    static String phase(TrainingPhase phase) {
        return phase.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static LoopStatus.Rollout rollout(ServingState serving) {
        RolloutState rollout = serving.rollout();
        return new LoopStatus.Rollout(
                rollout.label(),
                serving.epoch(),
                weights(serving.shifts().confirmed()),
                weights(serving.desiredSplit()),
                rollout.trial().map(ServingVersion::version),
                judgement(rollout),
                serving.rollbackTarget().map(ServingVersion::version));
    }

    private static Map<String, Integer> weights(Optional<TrafficSplit> split) {
        return split.<Map<String, Integer>>map(TrafficSplit::weights).orElse(Map.of());
    }

    private static Optional<String> judgement(RolloutState rollout) {
        Optional<String> said = rollout instanceof RolloutState.Canary c
                ? Optional.of(c.lastJudgement())
                : rollout instanceof RolloutState.Baking b ? Optional.of(b.lastJudgement()) : Optional.empty();
        return said.filter(s -> !s.isEmpty());
    }

    private Optional<LoopStatus.LastDecision> decision() {
        return state.intake().lastDecision().map(recorded -> {
            RetrainDecision d = recorded.decision();
            return new LoopStatus.LastDecision(
                    state.intake().decidedAt().orElse(now),
                    action(d),
                    d.sentence(),
                    d.rule(),
                    d.numbers(),
                    d.price(),
                    d.waitingCost(),
                    d.saved());
        });
    }

    static String action(RetrainDecision decision) {
        return decision.action().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private LoopStatus.Spend spend() {
        SpendState spend = state.spend();
        Optional<Money> budget = config.map(c -> c.retrain().budget().amount());
        Optional<Money> none = budget.or(spend::total).map(m -> Money.zero(m.currency()));
        String period = config.map(
                        c -> SpendState.period(now, c.retrain().budget().per()))
                .orElse(spend.period());
        Optional<Money> spent = period.equals(spend.period()) ? spend.inPeriod().or(() -> none) : none;
        return new LoopStatus.Spend(
                spent,
                budget,
                spend.saved().or(() -> none),
                spend.reserved(),
                spend.total().or(() -> none),
                period);
    }

    private LoopStatus.Counters counters() {
        ServingState serving = state.serving();
        return new LoopStatus.Counters(
                state.intake().trained() + pending,
                pending,
                state.intake().rejected(),
                state.training().runs(),
                state.intake().declined(),
                state.refused(),
                serving.tally().promotions(),
                serving.tally().rollbacksAutomatic(),
                serving.tally().rollbacksManual());
    }
}
