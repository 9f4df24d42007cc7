package dev.loopkeeper.loop.steps;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.loop.Command;
import dev.loopkeeper.loop.Decided;
import dev.loopkeeper.loop.LoopState;
import dev.loopkeeper.loop.Loops;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.loop.TrainingPhase;
import dev.loopkeeper.retrain.TrainingService;
import dev.loopkeeper.store.Layout;
import java.time.InstantSource;

/** Submits exactly one attempt for a claim: our own id makes a repeat adopt the first. */
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
        LoopState state = loops.state(config.model());
        if (!(state.training().phase() instanceof TrainingPhase.Claimed claimed)
                || clock.instant().isBefore(claimed.notBefore())) {
            return Decided.nothing();
        }
        TrainingPhase.Attempt attempt = claimed.attempt();
        String id = service.submit(
                config.model(), attempt.runId(), attempt.number(), Layout.request(config.model(), attempt.runId()));
        return loops.commit(
                config, StepName.START_TRAINING.text(), new Command.Submitted(attempt.runId(), attempt.number(), id));
    }
}
