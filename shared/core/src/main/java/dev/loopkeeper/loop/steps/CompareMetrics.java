package dev.loopkeeper.loop.steps;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.loop.Command;
import dev.loopkeeper.loop.LoopState;
import dev.loopkeeper.loop.Loops;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.loop.TrainingPhase;
import dev.loopkeeper.loop.Turn;
import dev.loopkeeper.retrain.TrainingRequest;
import dev.loopkeeper.retrain.TrainingService;
import dev.loopkeeper.retrain.TrainingStatus;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.store.ObjectStore;

/** Follows a run to its end, then compares challenger and champion on the same rows, and writes the report. */
public final class CompareMetrics {
    private final Loops loops;
    private final ObjectStore store;
    private final TrainingService service;
    private final Reporting reporting;

    public CompareMetrics(Loops loops, ObjectStore store, TrainingService service, Reporting reporting) {
        this.loops = loops;
        this.store = store;
        this.service = service;
        this.reporting = reporting;
    }

    /** Looks at the model's run, whatever phase it is in. */
    public void compare(LoopConfig config) {
        loops.turn(config, StepName.COMPARE_METRICS.text(), this::compare);
    }

    private LoopState compare(Turn turn) {
        TrainingPhase phase = turn.state().training().phase();
        if (phase instanceof TrainingPhase.Submitted
                || phase instanceof TrainingPhase.Running
                || phase instanceof TrainingPhase.Stopping) {
            poll(turn, phase);
        }
        if (turn.state().training().phase() instanceof TrainingPhase.Evaluating evaluating) {
            turn.commit(reporting.compare(turn.config(), turn.state(), evaluating));
        }
        turn.state().training().toClear().ifPresent(run -> clear(turn, run));
        return turn.state();
    }

    private void poll(Turn turn, TrainingPhase phase) {
        TrainingPhase.Attempt attempt = phase.current().orElseThrow();
        String model = turn.config().model();
        if (phase instanceof TrainingPhase.Stopping) {
            service.cancel(model, attempt.runId(), attempt.number());
        }
        TrainingStatus status = service.status(model, attempt.runId(), attempt.number());
        int batches = status instanceof TrainingStatus.Succeeded
                ? Requests.fresh(History.request(store, model, attempt.runId())).size()
                : 0;
        turn.commit(new Command.Polled(attempt.runId(), attempt.number(), status, batches));
    }

    /** The run's record lists them, so the markers may go. */
    private void clear(Turn turn, String run) {
        String model = turn.config().model();
        for (TrainingRequest.Batch batch : Requests.fresh(History.request(store, model, run))) {
            store.delete(Layout.pending(model, batch.id()));
        }
        turn.commit(new Command.ClearedPending(run));
    }
}
