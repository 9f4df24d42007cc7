package dev.loopkeeper.status;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.edge.Figures;
import dev.loopkeeper.loop.ControlState;
import dev.loopkeeper.loop.LoopState;
import dev.loopkeeper.loop.RolloutState;
import dev.loopkeeper.loop.TrainingPhase;
import dev.loopkeeper.retrain.RetrainAction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Says what a person should look at first in a loop. Pure; each concern names what to do about it. */
final class LoopHealth {
    /** A live loss this many times the promised one is worth a look. */
    private static final double WORSE = 1.5;

    private static final long LEAST_ROWS = 200;

    /** A step that takes this many times its longest time does not go on by itself. */
    private static final int STANDING = 3;

    private final List<Concern> concerns = new ArrayList<>();

    private LoopHealth() {}

    private record Concern(Level level, String sentence) {}

    static LoopStatus.Health of(
            LoopState state,
            Optional<LoopConfig> config,
            List<String> problems,
            Optional<LoopStatus.Quality> quality,
            long pending,
            Instant now) {
        LoopHealth health = new LoopHealth();
        health.lookAtConfig(problems);
        health.lookAtControl(state);
        health.lookAtRollout(state);
        config.ifPresent(c -> health.lookAtPatience(state, c.rollout(), now));
        health.lookAtTraining(state, config);
        quality.ifPresent(
                q -> health.lookAtQuality(q, state.serving().previous().isPresent()));
        if (state.serving().champion().isEmpty() && problems.isEmpty()) {
            health.lookAtFirstVersion(state, config, pending);
        }
        return health.sorted();
    }

    private void lookAtConfig(List<String> problems) {
        if (!problems.isEmpty()) {
            String what = problems.size() == 1 ? "1 problem stops" : problems.size() + " problems stop";
            add(
                    Level.CRITICAL,
                    what + " this loop: nothing is decided for the model until "
                            + (problems.size() == 1 ? "it is" : "they are")
                            + " corrected. What serves goes on serving.");
        }
    }

    private void lookAtControl(LoopState state) {
        Optional<ControlState.Pause> pause = state.control().pause();
        pause.filter(ControlState.Pause::external)
                .ifPresent(
                        p -> add(
                                Level.CRITICAL,
                                "Somebody changed the endpoint's traffic split by hand. The loop leaves it alone: resume to put its own split back, or roll back."));
        pause.filter(p -> !p.external())
                .ifPresent(p -> add(
                        Level.ATTENTION,
                        "Paused by " + p.by() + ": " + p.reason().replaceFirst("[.;, ]+$", "")
                                + ". Resume when that is settled; until then nothing is trained or moved."));
    }

    private void lookAtRollout(LoopState state) {
        RolloutState rollout = state.serving().rollout();
        if (rollout instanceof RolloutState.RollingBack r) {
            add(
                    Level.CRITICAL,
                    "Traffic is going back from " + r.from() + " to " + r.to().version() + ": " + r.reason());
        }
        if (rollout.label().equals("awaiting-approval")) {
            String version = rollout.trial().map(v -> v.version()).orElse("the challenger");
            add(
                    Level.ATTENTION,
                    "Rollout " + rollout.epoch() + " of " + version + " waits for a person: approve it, or roll back.");
        }
    }

    private void lookAtPatience(LoopState state, LoopConfig.Rollout terms, Instant now) {
        RolloutState rollout = state.serving().rollout();
        boolean canary = rollout instanceof RolloutState.Canary;
        Optional<Instant> since = rollout instanceof RolloutState.Canary c
                ? c.confirmed()
                : rollout instanceof RolloutState.Baking b ? b.confirmed() : Optional.empty();
        Duration patience = (canary ? terms.maxDwell() : terms.bake()).multipliedBy(STANDING);
        boolean waits = rollout.label().equals("awaiting-approval") || state.paused();
        since.filter(s -> !waits && now.isAfter(s.plus(patience)))
                .ifPresent(
                        s -> add(
                                Level.ATTENTION,
                                "Rollout " + rollout.epoch() + " has stood at "
                                        + (canary ? ((RolloutState.Canary) rollout).weight() : 100) + " % for "
                                        + Moments.length(Duration.between(s, now))
                                        + ": too few requests are counted to judge it, or a freeze window is open. Send requests through the endpoint, or roll back."));
    }

    private void lookAtTraining(LoopState state, Optional<LoopConfig> config) {
        int failures = state.training().failuresInARow();
        if (failures > 0) {
            boolean stopped =
                    config.map(c -> failures >= c.retrain().maxFailures()).orElse(false);
            String last = state.training()
                    .lastOutcome()
                    .map(o -> " The last said: " + o)
                    .orElse("");
            String next = stopped ? " Training waits for a person: correct the cause, then ask for a retrain." : "";
            add(
                    stopped ? Level.CRITICAL : Level.ATTENTION,
                    (failures == 1
                                    ? "The last training run failed."
                                    : "The last " + failures + " training runs failed.")
                            + last
                            + next);
        }
        boolean denied = state.training().phase() instanceof TrainingPhase.Idle
                && state.intake()
                        .lastDecision()
                        .filter(d -> d.decision().action() == RetrainAction.DENIED_BUDGET)
                        .isPresent();
        if (denied) {
            add(
                    Level.ATTENTION,
                    "A retrain was wanted but the budget does not allow it: raise retrain.budget in loop.yaml, or wait for the next period.");
        }
    }

    private void lookAtQuality(LoopStatus.Quality quality, boolean previous) {
        double promised = quality.expected().orElse(0.0);
        if (promised > 0 && quality.rows() >= LEAST_ROWS && quality.loss() > WORSE * promised) {
            add(
                    Level.ATTENTION,
                    "Live loss of " + quality.version() + " is " + Figures.number(quality.loss())
                            + ", its evaluation promised "
                            + Figures.number(promised) + ". The retrain policy weighs it"
                            + (previous ? "; roll back if the version before did better." : "."));
        }
    }

    private void lookAtFirstVersion(LoopState state, Optional<LoopConfig> config, long pending) {
        boolean trying = state.serving().rollout().trial().isPresent();
        int tries = state.training().phase().current().map(a -> a.number()).orElse(0);
        boolean ended = tries == 0 && !trying && state.training().failuresInARow() == 0;
        Optional<String> refused = state.training().lastOutcome().filter(o -> ended);
        if (refused.isPresent()) {
            add(
                    Level.ATTENTION,
                    "No version serves: the first one was refused. " + refused.get()
                            + " Add rows or columns that tell more and it is trained again; or set evaluate.metric and evaluate.floor in loop.yaml to what is good enough, and ask for a retrain.");
        } else if (tries > 1) {
            add(
                    Level.ATTENTION,
                    "No version serves: training the first one failed and is at try " + tries
                            + ". What happened says why.");
        } else {
            add(
                    Level.STARTING,
                    trying ? "The first version is being put into service." : starting(state, config, pending));
        }
    }

    private static String starting(LoopState state, Optional<LoopConfig> config, long pending) {
        if (!(state.training().phase() instanceof TrainingPhase.Idle)) {
            return "The first version is being trained. It serves as soon as it has passed its evaluation.";
        }
        String prefix = config.map(c -> c.data().prefix()).orElse("data/" + state.model() + "/");
        return pending == 0
                ? "No data yet. Put the first file below " + prefix + " and the loop begins by itself."
                : "No version serves yet. " + pending + (pending == 1 ? " batch waits" : " batches wait")
                        + " for the first run, which starts when retrain.minRows rows are there and the files have stopped coming.";
    }

    private void add(Level level, String sentence) {
        concerns.add(new Concern(level, sentence));
    }

    private LoopStatus.Health sorted() {
        concerns.sort(Comparator.comparing(Concern::level).reversed());
        Level level = concerns.isEmpty() ? Level.HEALTHY : concerns.get(0).level();
        return new LoopStatus.Health(
                level, concerns.stream().map(Concern::sentence).toList());
    }
}
