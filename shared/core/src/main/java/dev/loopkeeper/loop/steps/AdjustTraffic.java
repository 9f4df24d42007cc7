package dev.loopkeeper.loop.steps;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.loop.Command;
import dev.loopkeeper.loop.Decided;
import dev.loopkeeper.loop.LoopState;
import dev.loopkeeper.loop.Loops;
import dev.loopkeeper.loop.RolloutState;
import dev.loopkeeper.loop.ServingVersion;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.loop.Turn;
import dev.loopkeeper.rollout.Endpoint;
import dev.loopkeeper.rollout.EndpointView;
import dev.loopkeeper.rollout.Shift;
import dev.loopkeeper.rollout.Shift.Mirror;
import dev.loopkeeper.rollout.TrafficSplit;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes the endpoint equal to what the journal wants, and takes the next step of a rollout.
 *
 * <p>The order is a safety rule: read the endpoint and its token, then the journal, then shift with that token. A shift
 * that was decided before somebody else's shift carries a stale token and is refused.
 */
public final class AdjustTraffic {
    private static final int MOST_PASSES = 3;

    private final Loops loops;
    private final Endpoint endpoint;
    private final Observation observation;
    private final InstantSource clock;

    public AdjustTraffic(Loops loops, Endpoint endpoint, Observation observation, InstantSource clock) {
        this.loops = loops;
        this.endpoint = endpoint;
        this.observation = observation;
        this.clock = clock;
    }

    /** Looks at one model's traffic until nothing more follows at once. */
    public void adjust(LoopConfig config) {
        loops.turnBeforeLook(config, StepName.ADJUST_TRAFFIC.text(), this::adjust);
    }

    private LoopState adjust(Turn turn) {
        LoopConfig config = turn.config();
        long moves = turn.state().serving().shifts().moves();
        boolean more = true;
        for (int i = 0; i < MOST_PASSES && more; i++) {
            // A step that was just decided is shifted in the next pass, with a token read after the decision.
            EndpointView view = endpoint.read(config.rollout().endpoint());
            LoopState state = turn.look();
            more = pass(turn, view, moves);
            moves = state.serving().shifts().moves();
        }
        return turn.state();
    }

    private boolean pass(Turn turn, EndpointView view, long moves) {
        LoopConfig config = turn.config();
        LoopState state = turn.state();
        Decided seen =
                turn.commit(new Command.Observe(view, moves, observation.baseline(config, state, clock.instant())));
        if (changed(seen)) {
            return true;
        }
        boolean external = state.control().pause().filter(p -> p.external()).isPresent();
        if (external && !(state.serving().rollout() instanceof RolloutState.RollingBack)) {
            return false;
        }
        if (state.desiredSplit().isPresent() && (!state.serving().settled() || astray(config, state, view))) {
            return shift(turn, state, view, state.desiredSplit().get());
        }
        deployTrial(config, state, view);
        boolean more = observation
                .command(config, state, clock.instant())
                .map(c -> changed(turn.commit(c)))
                .orElse(false);
        // Last: what cannot be removed must not keep a trial from its judgement.
        if (!more) {
            putAway(turn, state, view);
        }
        return more;
    }

    /**
     * Whether the endpoint lost the split or the mirror it was confirmed to have: a late shift of ours on a service
     * without conditional shifts. Where shifts are conditional only somebody else can have done it, or {@code view} is
     * older than the confirmation.
     */
    private static boolean astray(LoopConfig config, LoopState state, EndpointView view) {
        boolean different =
                !view.split().equals(state.desiredSplit()) || !view.mirror().equals(mirror(config, state));
        return (!view.conditional() || view.split().isEmpty()) && different;
    }

    private boolean shift(Turn turn, LoopState state, EndpointView view, TrafficSplit split) {
        String name = turn.config().rollout().endpoint();
        Optional<Mirror> mirror = mirror(turn.config(), state);
        Optional<String> absent = Stream.concat(split.weights().keySet().stream(), mirror.map(Mirror::version).stream())
                .filter(v -> !view.ready(v))
                .findFirst();
        if (absent.isPresent()) {
            artifact(state, absent.get()).ifPresent(artifact -> endpoint.deploy(name, absent.get(), artifact));
            return false;
        }
        Shift wanted = new Shift(split, mirror, state.serving().shifts().moves());
        if (!endpoint.shift(name, wanted, view.token())) {
            return true;
        }
        boolean confirmed = changed(turn.commit(new Command.Confirm(
                state.serving().epoch(), state.serving().shifts().moves(), split)));
        // A trial that has just got its share has no window yet to be judged on.
        RolloutState now = turn.state().serving().rollout();
        return confirmed && !(now instanceof RolloutState.Canary) && !(now instanceof RolloutState.Baking);
    }

    /** A step of weight 0 is the one in which the challenger gets copies. */
    private static Optional<Mirror> mirror(LoopConfig config, LoopState state) {
        return state.serving().rollout() instanceof RolloutState.Canary c && c.weight() == 0
                ? config.rollout().mirror().map(p -> new Mirror(c.challenger().version(), p))
                : Optional.empty();
    }

    private void deployTrial(LoopConfig config, LoopState state, EndpointView view) {
        if (state.serving().rollout() instanceof RolloutState.Deploying d
                && !view.deployments().containsKey(d.challenger().version())) {
            endpoint.deploy(
                    config.rollout().endpoint(),
                    d.challenger().version(),
                    d.challenger().artifact());
        }
    }

    /** One version that cannot be removed keeps no other deployed; the first of what went wrong is told at the end. */
    private void putAway(Turn turn, LoopState state, EndpointView view) {
        List<LoopException> stuck = new ArrayList<>();
        for (String version : state.serving().retired()) {
            boolean idle = view.split().map(s -> s.weight(version) == 0).orElse(true);
            if (idle && removed(turn.config().rollout().endpoint(), version, stuck)) {
                turn.commit(new Command.Undeployed(version));
            }
        }
        if (!stuck.isEmpty()) {
            throw stuck.get(0);
        }
    }

    private boolean removed(String name, String version, List<LoopException> stuck) {
        try {
            return endpoint.remove(name, version);
        } catch (LoopException e) {
            stuck.add(e);
            return false;
        }
    }

    private static Optional<String> artifact(LoopState state, String version) {
        Optional<ServingVersion> target = state.serving().rollout() instanceof RolloutState.RollingBack r
                ? Optional.of(r.to())
                : state.serving().rollout().trial();
        return Stream.concat(target.stream(), state.serving().healthy().stream())
                .filter(v -> v.version().equals(version))
                .map(ServingVersion::artifact)
                .filter(a -> !a.isEmpty())
                .findFirst();
    }

    private static boolean changed(Decided decided) {
        return decided instanceof Decided.Events e && !e.events().isEmpty();
    }
}
