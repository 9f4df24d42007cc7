package dev.loopkeeper.loop;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.config.WeekWindow;
import dev.loopkeeper.edge.Span;
import dev.loopkeeper.rollout.CanaryJudge;
import dev.loopkeeper.rollout.EndpointView;
import dev.loopkeeper.rollout.Preflight;
import dev.loopkeeper.rollout.RolloutPlan;
import dev.loopkeeper.rollout.TrafficSplit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rules for traffic: what a rollout does next, and what stops it. */
final class RolloutRules {
    /** A rollback without a version that comes this soon after another is a repeat, not a wish to go back further. */
    private static final Duration REPEAT = Duration.ofMinutes(5);

    private final LoopConfig.Rollout terms;
    private final WindowRules windows;
    private final String model;

    RolloutRules(LoopConfig config, CanaryJudge judge) {
        this.terms = config.rollout();
        this.model = config.model();
        this.windows = new WindowRules(terms, judge);
    }

    Optional<Decided> decide(LoopState state, Command command, Instant now) {
        if (command instanceof Command.Observe c) {
            return Optional.of(observe(state, c, now));
        }
        if (command instanceof Command.Confirm c) {
            return Optional.of(confirm(state, c));
        }
        if (command instanceof Command.ObserveCanary c) {
            return Optional.of(windows.canary(state, c, now));
        }
        if (command instanceof Command.ObserveBake c) {
            return Optional.of(windows.bake(state, c, now));
        }
        if (command instanceof Command.Undeployed c) {
            return Optional.of(
                    state.serving().retired().contains(c.version())
                            ? Decided.of(new RolloutEvent.Undeployed(c.version()))
                            : Decided.nothing());
        }
        if (command instanceof Command.RollBack c) {
            return Optional.of(rollBack(state, c, now));
        }
        return command instanceof Command.Approve c ? Optional.of(approve(state, c)) : Optional.empty();
    }

    /** The events with which a blessed version begins, supersedes, waits or is dropped. */
    static List<Event> begin(ServingState serving, TrainingEvent.VersionRegistered blessed, LoopConfig.Rollout terms) {
        String version = blessed.version().version();
        if (!blessed.comparedWith().equals(serving.comparable())) {
            return List.of(new RolloutEvent.RolloutDropped(
                    version,
                    version + " was compared with "
                            + blessed.comparedWith().orElse("nothing") + ", but "
                            + serving.champion().map(ServingVersion::version).orElse("nothing")
                            + " serves now: it is not rolled out, the next run will be compared with what serves."));
        }
        if (serving.rollout() instanceof RolloutState.Baking || serving.rollout() instanceof RolloutState.RollingBack) {
            return List.of(new RolloutEvent.RolloutQueued(blessed));
        }
        List<Event> events = new ArrayList<>();
        serving.rollout()
                .trial()
                .ifPresent(old ->
                        events.add(new RolloutEvent.Superseded(serving.rollout().epoch(), old.version(), version)));
        events.add(new RolloutEvent.RolloutStarted(serving.epoch() + 1, blessed.version(), RolloutPlan.of(terms)));
        return events;
    }

    private Decided observe(LoopState state, Command.Observe c, Instant now) {
        ServingState serving = state.serving();
        EndpointView view = c.view();
        if (view.split().isPresent() && unclaimed(serving)) {
            return adopt(view.split().get(), now);
        }
        if (view.split().isPresent() && c.moves() == serving.shifts().moves() && foreign(state, view)) {
            return Decided.of(new ControlEvent.Paused(
                    "external edit", "split " + view.split().get().weights() + " is not ours", view.split()));
        }
        return serving.rollout() instanceof RolloutState.Deploying d ? deploying(state, d, c, now) : Decided.nothing();
    }

    /** Whether nothing of ours has ever been told to serve. */
    private static boolean unclaimed(ServingState serving) {
        boolean waiting =
                serving.rollout() instanceof RolloutState.None || serving.rollout() instanceof RolloutState.Deploying;
        return serving.champion().isEmpty() && waiting;
    }

    /**
     * Takes over what serves as it is; a split over several versions waits for a person, since no single one of them
     * can be kept at that.
     */
    private static Decided adopt(TrafficSplit split, Instant now) {
        String heaviest = split.weights().entrySet().stream()
                .max(java.util.Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
        List<Event> events = new ArrayList<>();
        events.add(new RolloutEvent.Adopted(
                new ServingVersion(heaviest, "", "", now, Optional.empty(), ServingVersion.Labels.UNKNOWN), split));
        if (split.weights().size() > 1) {
            events.add(
                    new ControlEvent.Paused("adoption", "traffic is split over several versions", Optional.of(split)));
        }
        return Decided.of(events);
    }

    /**
     * A split that neither we nor a late shift of ours can have written. On an unconditional service the latter cannot
     * be told apart.
     */
    private static boolean foreign(LoopState state, EndpointView view) {
        ServingState serving = state.serving();
        boolean known =
                state.control().pause().filter(ControlState.Pause::external).isPresent();
        boolean ours = serving.shifts().confirmed().equals(view.split())
                || view.split().filter(serving.shifts().intents()::contains).isPresent();
        boolean late = !view.conditional()
                && view.split().filter(s -> couldBeLate(serving, s)).isPresent();
        return !known
                && serving.shifts().confirmed().isPresent()
                && !ours
                && !late
                && !(serving.rollout() instanceof RolloutState.RollingBack);
    }

    /** Whether every version of the split is one that a rollout of ours has handled. */
    private static boolean couldBeLate(ServingState serving, TrafficSplit split) {
        return split.weights().keySet().stream()
                .allMatch(v -> serving.retired().contains(v)
                        || serving.rollout()
                                .trial()
                                .filter(t -> t.version().equals(v))
                                .isPresent()
                        || serving.healthy().stream().anyMatch(h -> h.version().equals(v)));
    }

    private Decided deploying(LoopState state, RolloutState.Deploying d, Command.Observe c, Instant now) {
        String version = d.challenger().version();
        // What waits for a person or a time was ready once: should it restart meanwhile, nobody is kept waiting.
        boolean waits = d.gate() == RolloutState.Gate.ASKED || held(terms, state, now);
        boolean late = !waits && now.isAfter(d.since().plus(terms.deployTimeout()));
        if (c.view().deployments().get(version) == EndpointView.Deployment.FAILED
                || late && !c.view().ready(version)) {
            String reason = late
                    ? "it was not ready within " + Span.of(terms.deployTimeout()) + "."
                    : Optional.ofNullable(c.view().reasons().get(version))
                            .map(said -> "the endpoint could not start it: " + said)
                            .orElse("the endpoint could not start it.");
            return state.serving()
                    .champion()
                    .map(to -> Decided.of(IntakeRules.rollBack(
                            state, to, RolloutEvent.Cause.DEPLOYMENT, reason, StepName.ADJUST_TRAFFIC.text())))
                    .orElse(Decided.of(new RolloutEvent.RolloutFailed(d.epoch(), version, reason)));
        }
        if (!c.view().ready(version) || held(terms, state, now)) {
            return Decided.nothing();
        }
        if (terms.approval() == LoopConfig.Approval.BEFORE_CANARY && d.gate() != RolloutState.Gate.APPROVED) {
            return ask(d.gate(), d.epoch(), version, "before the canary");
        }
        double slow = c.baseline().map(Command.BaselineTraffic::slowMillis).orElse(Double.MAX_VALUE);
        if (state.serving().champion().isEmpty()) {
            return Decided.of(new RolloutEvent.BakeStarted(d.epoch(), version, slow, "It is the first version."));
        }
        return d.steps().isEmpty()
                ? Decided.of(new RolloutEvent.BakeStarted(d.epoch(), version, slow, "No canary steps are configured."))
                : Decided.of(new RolloutEvent.StepTaken(d.epoch(), 0, d.steps().get(0), slow, preflight(c)));
    }

    private String preflight(Command.Observe c) {
        return c.baseline()
                .map(b -> Preflight.of(terms, b.requestsPerWindow(), b.errorRate())
                        .sentence())
                .orElse("The champion's traffic is unknown, so nobody can say what these steps will detect.");
    }

    static Decided ask(RolloutState.Gate gate, int epoch, String version, String where) {
        return gate == RolloutState.Gate.ASKED
                ? Decided.nothing()
                : Decided.of(new RolloutEvent.ApprovalAsked(epoch, version, where));
    }

    private Decided confirm(LoopState state, Command.Confirm c) {
        ServingState serving = state.serving();
        if (c.epoch() != serving.epoch()
                || c.moves() != serving.shifts().moves()
                || !serving.desiredSplit().equals(Optional.of(c.split()))
                || serving.settled()) {
            return Decided.nothing();
        }
        List<Event> events = new ArrayList<>(List.of(new RolloutEvent.TrafficConfirmed(c.epoch(), c.split())));
        if (serving.rollout() instanceof RolloutState.RollingBack r) {
            events.add(new RolloutEvent.RolledBack(r.epoch(), r.to().version()));
            serving.queued().ifPresent(next -> events.addAll(afterRollback(serving, r, next)));
        }
        return Decided.of(events);
    }

    private List<Event> afterRollback(
            ServingState serving, RolloutState.RollingBack done, TrainingEvent.VersionRegistered queued) {
        Optional<String> comparable =
                Optional.of(done.to()).filter(v -> !v.artifact().isEmpty()).map(ServingVersion::version);
        boolean same = queued.comparedWith().equals(comparable);
        return same
                ? List.of(new RolloutEvent.RolloutStarted(serving.epoch() + 1, queued.version(), RolloutPlan.of(terms)))
                : List.of(dropped(queued, done.to().version()));
    }

    static RolloutEvent.RolloutDropped dropped(TrainingEvent.VersionRegistered queued, String now) {
        String version = queued.version().version();
        return new RolloutEvent.RolloutDropped(
                version,
                version + " waited while " + now
                        + " became the champion: it was compared with the version before and is not rolled out.");
    }

    private Decided rollBack(LoopState state, Command.RollBack c, Instant now) {
        ServingState serving = state.serving();
        Optional<Instant> done =
                serving.tally().lastManual().filter(at -> at.plus(REPEAT).isAfter(now));
        if (c.to().isEmpty() && done.isPresent() && serving.rollout() instanceof RolloutState.None && !state.paused()) {
            return new Decided.Refused("a rollback of model " + model + " to "
                    + serving.champion().map(ServingVersion::version).orElse("") + " was asked for and done at "
                    + done.get()
                    + "; to go back further, name the version with 'to'");
        }
        Optional<ServingVersion> to = c.to().isEmpty()
                ? serving.rollbackTarget()
                : serving.healthy().stream()
                        .filter(v -> v.version().equals(c.to().get()))
                        .findFirst();
        if (to.isEmpty()) {
            String healthy = String.join(
                    ", ",
                    serving.healthy().stream().map(ServingVersion::version).toList());
            return new Decided.Refused(c.to().map(v -> "model " + model + " has no healthy version " + v
                            + " to roll back to; healthy are: " + healthy)
                    .orElse("model " + model + " has no earlier healthy version to roll back to"));
        }
        if (serving.rollout() instanceof RolloutState.RollingBack r) {
            boolean same = c.to().isEmpty() || r.to().version().equals(to.get().version());
            return same ? Decided.nothing() : Decided.of(redirected(serving, r, to.get(), c));
        }
        boolean serves = serving.rollout() instanceof RolloutState.None
                && serving.champion()
                        .filter(v -> v.version().equals(to.get().version()))
                        .isPresent();
        boolean misplaced =
                state.control().pause().filter(ControlState.Pause::external).isPresent();
        return serves && !misplaced
                ? new Decided.Refused(
                        "version " + to.get().version() + " of model " + model + " serves all traffic already")
                : Decided.of(IntakeRules.rollBack(state, to.get(), RolloutEvent.Cause.MANUAL, c.reason(), c.by()));
    }

    private static RolloutEvent.RollbackStarted redirected(
            ServingState serving, RolloutState.RollingBack r, ServingVersion to, Command.RollBack c) {
        return new RolloutEvent.RollbackStarted(
                serving.epoch() + 1, r.from(), to, RolloutEvent.Cause.MANUAL, c.reason(), c.by());
    }

    private static Decided approve(LoopState state, Command.Approve c) {
        RolloutState rollout = state.serving().rollout();
        boolean asked = rollout instanceof RolloutState.Deploying d && d.gate() == RolloutState.Gate.ASKED
                || rollout instanceof RolloutState.Canary k && k.gate() == RolloutState.Gate.ASKED;
        return asked
                ? Decided.of(new RolloutEvent.Approved(rollout.epoch(), c.by()))
                : new Decided.Refused("nothing of model " + state.model()
                        + " waits for approval; its rollout is in state " + rollout.label());
    }

    /** Whether weights must not rise now. */
    static boolean held(LoopConfig.Rollout terms, LoopState state, Instant now) {
        return state.paused() || terms.freeze().stream().anyMatch((WeekWindow w) -> w.contains(now));
    }
}
