package dev.loopkeeper.loop;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.edge.Span;
import dev.loopkeeper.retrain.Money;
import dev.loopkeeper.retrain.RetrainAction;
import dev.loopkeeper.retrain.RetrainDecision;
import dev.loopkeeper.retrain.RetrainEvidence;
import dev.loopkeeper.retrain.RetrainPolicy;
import dev.loopkeeper.retrain.TrainingStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rules for runs, from the decision to the version they become. */
final class TrainingRules {
    private static final Duration NEXT_LOOK = Duration.ofMinutes(1);
    private static final Duration FIRST_BACK_OFF = Duration.ofMinutes(1);

    private final LoopConfig config;
    private final RetrainPolicy policy;

    TrainingRules(LoopConfig config, RetrainPolicy policy) {
        this.config = config;
        this.policy = policy;
    }

    Optional<Decided> decide(LoopState state, Command command, Instant now) {
        if (command instanceof Command.Plan c) {
            return Optional.of(plan(state, c, now));
        }
        if (command instanceof Command.Submitted c) {
            return Optional.of(
                    state.training().phase() instanceof TrainingPhase.Claimed p
                                    && is(p.attempt(), c.runId(), c.attempt())
                            ? Decided.of(new TrainingEvent.TrainingSubmitted(c.runId(), c.attempt(), c.serviceId()))
                            : Decided.nothing());
        }
        if (command instanceof Command.Polled c) {
            return Optional.of(
                    current(state, c).map(a -> polled(state, a, c, now)).orElse(Decided.nothing()));
        }
        if (command instanceof Command.Unusable c) {
            return Optional.of(unusable(state, c));
        }
        if (command instanceof Command.ClearedPending c) {
            boolean open = state.training().toClear().filter(c.runId()::equals).isPresent();
            return Optional.of(open ? Decided.of(new TrainingEvent.PendingCleared(c.runId())) : Decided.nothing());
        }
        if (command instanceof Command.RecordComparison c) {
            return Optional.of(
                    state.training().phase() instanceof TrainingPhase.Evaluating p
                                    && p.attempt().runId().equals(c.comparison().runId())
                            ? Decided.of(c.comparison())
                            : Decided.nothing());
        }
        if (command instanceof Command.RecordVersion c) {
            return Optional.of(version(state, c, now));
        }
        if (command instanceof Command.RecordAliases c) {
            return Optional.of(
                    c.aliases().equals(state.serving().aliases())
                            ? Decided.nothing()
                            : Decided.of(new TrainingEvent.AliasesMoved(c.aliases())));
        }
        return Optional.empty();
    }

    private Decided plan(LoopState state, Command.Plan c, Instant now) {
        if (state.paused()) {
            return new Decided.Refused("model " + state.model() + " is paused: "
                    + state.control().pause().get().reason());
        }
        if (state.training().toClear().isPresent()) {
            return new Decided.Refused(
                    "batches of " + state.training().toClear().get() + " are still being put away");
        }
        if (!c.basis().equals(Command.Basis.of(state))) {
            return new Decided.Refused(
                    "model " + state.model() + " went on while " + c.runId() + " was planned", Optional.of(now));
        }
        if (aboutToChange(state.serving())) {
            return new Decided.Refused(
                    "the champion of model " + state.model()
                            + " is about to change; a challenger is compared with the one that stays",
                    Optional.of(now.plus(NEXT_LOOK)));
        }
        String period = state.spend().charged(now, config.retrain().budget().per());
        RetrainDecision decision = policy.decide(evidence(state, c, period), config.retrain(), now);
        Optional<DataEvent.RetrainDecided> same = state.intake()
                .lastDecision()
                .filter(last -> last.decision().rule().equals(decision.rule())
                        && last.decision().action() == decision.action());
        boolean known =
                same.filter(last -> last.evidence().equals(c.evidence())).isPresent();
        boolean repeated = decision.action() != RetrainAction.RETRAIN
                && same.isPresent()
                && state.control().forced().isEmpty();
        DataEvent.RetrainDecided decided =
                new DataEvent.RetrainDecided(decision, c.freshBatches(), c.freshRows(), c.evidence(), repeated);
        if (decision.action() != RetrainAction.RETRAIN) {
            boolean quiet = known || decision.action() == RetrainAction.WAIT;
            return quiet ? new Decided.Refused(decision.sentence(), decision.lookAgain()) : Decided.of(decided);
        }
        if (!c.prepared()) {
            return new Decided.Refused(
                    "the answer became yes while it was recorded: " + decision.sentence(), Optional.of(now));
        }
        TrainingPhase.Attempt attempt = new TrainingPhase.Attempt(
                c.runId(),
                1,
                decision.trigger(),
                c.perHour(),
                decision.price(),
                now,
                state.serving().comparable());
        return Decided.of(decided, new TrainingEvent.TrainingClaimed(attempt, c.freshBatches(), c.freshRows(), period));
    }

    /** Whether a challenger trained now would be compared with a champion that soon serves no more. */
    private static boolean aboutToChange(ServingState serving) {
        RolloutState rollout = serving.rollout();
        boolean first = serving.champion().isEmpty() && !(rollout instanceof RolloutState.None);
        return first || rollout instanceof RolloutState.Baking || rollout instanceof RolloutState.RollingBack;
    }

    /** What the policy is told: used by the planning step as well, to see whether a run has to be prepared. */
    RetrainEvidence evidence(LoopState state, Command.Plan c, String period) {
        Money price = c.perHour().times(config.retrain().hours());
        Optional<ServingVersion> champion = state.serving().champion();
        return new RetrainEvidence(
                c.freshRows(),
                c.immatureRows(),
                c.freshBatches(),
                c.newestBatch(),
                c.rowsPerBatch(),
                champion.map(ServingVersion::since),
                champion.flatMap(ServingVersion::loss),
                c.championSeen(),
                c.trainedRows(),
                state.training().lastClaim(),
                !(state.training().phase() instanceof TrainingPhase.Idle),
                state.training().failuresInARow(),
                state.intake().quality(),
                price,
                state.spend().committed(period, price.currency()),
                c.drift(),
                state.control().forced());
    }

    private Decided polled(LoopState state, TrainingPhase.Attempt a, Command.Polled c, Instant now) {
        TrainingPhase phase = state.training().phase();
        if (c.status() instanceof TrainingStatus.Succeeded s) {
            return Decided.of(new TrainingEvent.TrainingSucceeded(
                    a.runId(), a.number(), c.batches(), a.perHour().over(s.billed())));
        }
        if (phase instanceof TrainingPhase.Stopping stopping) {
            return stopped(a, stopping, c.status());
        }
        if (c.status() instanceof TrainingStatus.Failed f) {
            return failed(state, a, f.reason(), a.perHour().over(f.billed()), now);
        }
        if (c.status() instanceof TrainingStatus.Cancelled f) {
            return Decided.of(new TrainingEvent.TrainingFailed(
                    a.runId(),
                    a.number(),
                    "was cancelled",
                    "somebody stopped it in the training service.",
                    a.perHour().over(f.billed())));
        }
        if (c.status() instanceof TrainingStatus.Unknown) {
            return failed(
                    state,
                    a,
                    "the training service does not know it any more.",
                    Money.zero(a.perHour().currency()),
                    now);
        }
        Instant since =
                phase instanceof TrainingPhase.Submitted s ? s.since() : ((TrainingPhase.Running) phase).since();
        Duration limit = limit(state, a, now);
        if (now.isAfter(since.plus(limit))) {
            return Decided.of(new TrainingEvent.TrainingStopping(
                    a.runId(), a.number(), "it took longer than " + Span.of(limit) + "."));
        }
        return c.status() instanceof TrainingStatus.Running && phase instanceof TrainingPhase.Submitted
                ? Decided.of(new TrainingEvent.TrainingStarted(a.runId(), a.number()))
                : Decided.nothing();
    }

    private static Decided stopped(TrainingPhase.Attempt a, TrainingPhase.Stopping stopping, TrainingStatus status) {
        Money none = Money.zero(a.perHour().currency());
        Optional<Money> cost = status instanceof TrainingStatus.Failed f
                ? Optional.of(a.perHour().over(f.billed()))
                : status instanceof TrainingStatus.Cancelled k
                        ? Optional.of(a.perHour().over(k.billed()))
                        : status instanceof TrainingStatus.Unknown ? Optional.of(none) : Optional.empty();
        return cost.map(paid -> Decided.of(new TrainingEvent.TrainingFailed(
                        a.runId(), a.number(), "was stopped", stopping.reason(), paid)))
                .orElse(Decided.nothing());
    }

    private Decided failed(LoopState state, TrainingPhase.Attempt a, String reason, Money cost, Instant now) {
        if (a.number() >= config.training().attempts()) {
            return Decided.of(new TrainingEvent.TrainingFailed(
                    a.runId(), a.number(), "failed in " + a.number() + " tries", reason, cost));
        }
        Duration backOff = FIRST_BACK_OFF.multipliedBy(1L << Math.min(10, 2 * (a.number() - 1)));
        String period = state.spend().charged(now, config.retrain().budget().per());
        Money budget = config.retrain().budget().amount();
        if (!budget.currency().equals(cost.currency())) {
            return Decided.of(new TrainingEvent.TrainingFailed(
                    a.runId(),
                    a.number(),
                    "failed, and as loop.yaml counts in " + budget.currency()
                            + " now nobody knows whether another try in " + cost.currency() + " is paid for",
                    reason,
                    cost));
        }
        Money again = state.spend().committed(period, cost.currency()).plus(cost);
        if (again.compareTo(budget) > 0) {
            return Decided.of(new TrainingEvent.TrainingFailed(
                    a.runId(), a.number(), "failed and the budget does not pay for another try", reason, cost));
        }
        return Decided.of(
                new TrainingEvent.TrainingRetried(a.runId(), a.number(), reason, cost, period, now.plus(backOff)));
    }

    /** The time an attempt may take: its time-out, or what the budget still pays for, in whose currency it is known. */
    private Duration limit(LoopState state, TrainingPhase.Attempt a, Instant now) {
        Duration timeout = config.training().timeout();
        if (a.perHour().amount().signum() == 0) {
            return timeout;
        }
        Money budget = config.retrain().budget().amount();
        double most = a.reserved().toDouble();
        if (budget.currency().equals(a.reserved().currency())) {
            String period = state.spend().charged(now, config.retrain().budget().per());
            Money others = state.spend().committed(period, budget.currency()).minus(a.reserved());
            most = Math.max(budget.minus(others).toDouble(), most);
        }
        double hours = most / a.perHour().toDouble();
        Duration affordable = Duration.ofMillis((long) (hours * 3_600_000));
        return affordable.compareTo(timeout) < 0 ? affordable : timeout;
    }

    private static Decided unusable(LoopState state, Command.Unusable c) {
        return state.training().phase() instanceof TrainingPhase.Evaluating p && is(p.attempt(), c.runId(), c.attempt())
                ? Decided.of(new TrainingEvent.TrainingFailed(
                        c.runId(),
                        c.attempt(),
                        TrainingEvent.TrainingFailed.UNUSABLE,
                        c.reason(),
                        Money.zero(p.attempt().perHour().currency())))
                : Decided.nothing();
    }

    private Decided version(LoopState state, Command.RecordVersion c, Instant now) {
        if (!(state.training().phase() instanceof TrainingPhase.Registering p)
                || !p.attempt().runId().equals(c.runId())) {
            return Decided.nothing();
        }
        TrainingEvent.Compared compared = p.comparison();
        ServingVersion version = new ServingVersion(
                c.version(), compared.artifact(), c.runId(), now, compared.loss(), compared.labels());
        TrainingEvent.VersionRegistered registered =
                new TrainingEvent.VersionRegistered(c.runId(), version, compared.blessed(), compared.comparedWith());
        List<Event> events = new ArrayList<>(List.of(registered));
        if (compared.blessed()) {
            events.addAll(RolloutRules.begin(state.serving(), registered, config.rollout()));
        }
        return Decided.of(events);
    }

    /** The try that a status is about: one the service has, or a claim that it will not take. */
    private static Optional<TrainingPhase.Attempt> current(LoopState state, Command.Polled c) {
        TrainingPhase phase = state.training().phase();
        boolean refused = phase instanceof TrainingPhase.Claimed && c.status() instanceof TrainingStatus.Failed;
        return phase.current()
                .filter(a -> is(a, c.runId(), c.attempt()))
                .filter(a -> refused
                        || phase instanceof TrainingPhase.Submitted
                        || phase instanceof TrainingPhase.Running
                        || phase instanceof TrainingPhase.Stopping);
    }

    private static boolean is(TrainingPhase.Attempt a, String runId, int attempt) {
        return a.runId().equals(runId) && a.number() == attempt;
    }
}
