package dev.loopkeeper.loop.steps;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.loop.Command;
import dev.loopkeeper.loop.Decided;
import dev.loopkeeper.loop.Loops;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.loop.TrainingPhase;
import dev.loopkeeper.loop.Turn;
import dev.loopkeeper.retrain.TrainingService;
import dev.loopkeeper.retrain.TrainingStatus;
import dev.loopkeeper.store.Layout;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Submits exactly one attempt for a claim: our own id makes a repeat adopt the first.
 *
 * <p>What the service will never take is a failed attempt that cost nothing: its reservation is released and the team
 * is told, instead of the claim standing for ever.
 */
public final class StartTraining {
    private final Loops loops;
    private final TrainingService service;
    private final InstantSource clock;

    public StartTraining(Loops loops, TrainingService service, InstantSource clock) {
        this.loops = loops;
        this.service = service;
        this.clock = clock;
    }

    /** Submits the claimed attempt of a model, if there is one and its time has come. */
    public Decided start(LoopConfig config) {
        return loops.turn(config, StepName.START_TRAINING.text(), this::start);
    }

    private Decided start(Turn turn) {
        if (!(turn.state().training().phase() instanceof TrainingPhase.Claimed claimed)
                || clock.instant().isBefore(claimed.notBefore())) {
            return Decided.nothing();
        }
        return turn.commit(submit(turn.config().model(), claimed.attempt()));
    }

    private Command submit(String model, TrainingPhase.Attempt attempt) {
        try {
            String id =
                    service.submit(model, attempt.runId(), attempt.number(), Layout.request(model, attempt.runId()));
            return new Command.Submitted(attempt.runId(), attempt.number(), id);
        } catch (LoopException e) {
            if (e.kind() != LoopException.Kind.POISON) {
                throw e;
            }
            String reason = "the training service does not take it: " + e.getMessage();
            return new Command.Polled(
                    attempt.runId(), attempt.number(), new TrainingStatus.Failed(reason, Duration.ZERO), 0);
        }
    }
}
