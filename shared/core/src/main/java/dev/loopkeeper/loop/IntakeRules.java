package dev.loopkeeper.loop;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.data.Schema;
import dev.loopkeeper.edge.Digest;
import dev.loopkeeper.retrain.QualityPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Rules for batches, outcomes, alarms and people. */
final class IntakeRules {
    private static final int LONGEST_REASON = 1_000;
    private static final int KEY_DIGITS = 16;
    /** What differs each time that something is said: ids in hexadecimal digits, and numbers. */
    private static final Pattern PASSING = Pattern.compile("(?i)\\b[0-9a-f]{8}[0-9a-f-]*+|\\d+");

    private final LoopConfig config;

    IntakeRules(LoopConfig config) {
        this.config = config;
    }

    Optional<Decided> decide(LoopState state, Command command) {
        if (command instanceof Command.PinSchema c) {
            return Optional.of(pin(state, c.schema()));
        }
        if (command instanceof Command.RejectBatch c) {
            return Optional.of(reject(state, c));
        }
        if (command instanceof Command.AddQuality c) {
            return Optional.of(addQuality(state, c.points()));
        }
        if (command instanceof Command.Pause c) {
            return Optional.of(pause(state, c));
        }
        if (command instanceof Command.Resume c) {
            return Optional.of(
                    state.paused()
                            ? Decided.of(new ControlEvent.Resumed(c.by()))
                            : new Decided.Refused("model " + state.model() + " is not paused"));
        }
        if (command instanceof Command.AskRetrain c) {
            return Optional.of(askRetrain(state, c));
        }
        if (command instanceof Command.Alert c) {
            return Optional.of(alert(state, c));
        }
        if (command instanceof Command.GiveUp c) {
            return Optional.of(giveUp(state, c));
        }
        if (command instanceof Command.MarkNotified c) {
            return Optional.of(
                    c.upTo() > state.control().notified()
                            ? Decided.of(new ControlEvent.Notified(c.upTo()))
                            : Decided.nothing());
        }
        return Optional.empty();
    }

    private static Decided pin(LoopState state, Schema schema) {
        int pinned = state.intake().schema().map(Schema::version).orElse(0);
        return schema.version() > pinned ? Decided.of(new DataEvent.SchemaPinned(schema)) : Decided.nothing();
    }

    private static Decided reject(LoopState state, Command.RejectBatch c) {
        return state.intake().recentlyRejected().contains(c.batchId())
                ? Decided.nothing()
                : Decided.of(new DataEvent.BatchRejected(c.batchId(), c.key(), c.sentence()));
    }

    private Decided addQuality(LoopState state, List<QualityPoint> points) {
        List<QualityPoint> fresh = points.stream().filter(state.intake()::news).toList();
        if (fresh.isEmpty()) {
            return Decided.nothing();
        }
        List<Event> events = new ArrayList<>(List.of(new DataEvent.OutcomesScored(fresh)));
        LoopState known = state.with(state.intake().scored(fresh));
        if (config.rollback().onQualityDrop() && state.serving().rollout() instanceof RolloutState.None) {
            QualityGuard.check(known).ifPresent(reason -> state.serving()
                    .previous()
                    .ifPresent(to -> events.add(
                            rollBack(state, to, RolloutEvent.Cause.QUALITY, reason, StepName.SCORE_OUTCOMES.text()))));
        }
        return Decided.of(events);
    }

    private static Decided pause(LoopState state, Command.Pause c) {
        return state.paused()
                ? new Decided.Refused("model " + state.model() + " is paused already: "
                        + state.control().pause().get().reason())
                : Decided.of(new ControlEvent.Paused(c.by(), c.reason(), Optional.empty()));
    }

    private static Decided askRetrain(LoopState state, Command.AskRetrain c) {
        return state.control().forced().isPresent()
                ? Decided.nothing()
                : Decided.of(new ControlEvent.RetrainAsked(c.trigger(), c.by(), c.reason()));
    }

    private Decided alert(LoopState state, Command.Alert c) {
        if (state.control().alerts().contains(c.key())) {
            return Decided.nothing();
        }
        List<Event> events =
                new ArrayList<>(List.of(new ControlEvent.AlertReceived(c.key(), c.name(), c.firing(), c.sentence())));
        RolloutState rollout = state.serving().rollout();
        boolean live = rollout instanceof RolloutState.Canary || rollout instanceof RolloutState.Baking;
        boolean named = config.rollback().alerts().contains(c.name()) && !(rollout instanceof RolloutState.RollingBack);
        if (c.firing() && (live || named)) {
            state.serving()
                    .rollbackTarget()
                    .ifPresent(to -> events.add(rollBack(
                            state,
                            to,
                            RolloutEvent.Cause.ALERT,
                            "alert " + c.name() + ": " + c.sentence(),
                            StepName.RECEIVE_ALERT.text())));
        }
        return Decided.of(events);
    }

    /**
     * Said once for each reason and run, however often the step is tried: counts, times and the ids that services give
     * each of their answers make it no new one, the next training run does.
     */
    private static Decided giveUp(LoopState state, Command.GiveUp c) {
        String reason =
                c.reason().substring(0, Math.min(LONGEST_REASON, c.reason().length()));
        String key = c.step().text() + "/" + state.training().runs() + "/"
                + Digest.hex(PASSING.matcher(reason).replaceAll("0")).substring(0, KEY_DIGITS);
        return state.control().alerts().contains(key)
                ? Decided.nothing()
                : Decided.of(new ControlEvent.StepGaveUp(key, c.step().text(), reason));
    }

    /** The start of a rollback: within the rollout on trial, or as an epoch of its own. */
    static RolloutEvent.RollbackStarted rollBack(
            LoopState state, ServingVersion to, RolloutEvent.Cause cause, String reason, String by) {
        ServingState serving = state.serving();
        Optional<ServingVersion> trial = serving.rollout().trial();
        String from = trial.or(serving::champion).map(ServingVersion::version).orElse("");
        int epoch = trial.isPresent() ? serving.rollout().epoch() : serving.epoch() + 1;
        return new RolloutEvent.RollbackStarted(epoch, from, to, cause, reason, by);
    }
}
