package dev.loopkeeper.loop.steps;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.loop.Command;
import dev.loopkeeper.loop.LoopState;
import dev.loopkeeper.loop.Loops;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.loop.TrainingPhase;
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
        LoopState state = loops.state(config.model());
        TrainingPhase phase = state.training().phase();
        if (phase instanceof TrainingPhase.Submitted
                || phase instanceof TrainingPhase.Running
                || phase instanceof TrainingPhase.Stopping) {
            poll(config, phase);
            state = loops.state(config.model());
        }
        if (state.training().phase() instanceof TrainingPhase.Evaluating evaluating) {
            commit(config, reporting.compare(config, state, evaluating));
            state = loops.state(config.model());
        }
        state.training().toClear().ifPresent(run -> clear(config, run));
    }

    private void poll(LoopConfig config, TrainingPhase phase) {
        TrainingPhase.Attempt attempt = phase.current().orElseThrow();
        String model = config.model();
        if (phase instanceof TrainingPhase.Stopping) {
            service.cancel(model, attempt.runId(), attempt.number());
        }
        TrainingStatus status = service.status(model, attempt.runId(), attempt.number());
        int batches = status instanceof TrainingStatus.Succeeded
                ? Requests.fresh(History.request(store, model, attempt.runId())).size()
                : 0;
        commit(config, new Command.Polled(attempt.runId(), attempt.number(), status, batches));
    }

    /** The run's record lists them, so the markers may go. */
    private void clear(LoopConfig config, String run) {
        for (TrainingRequest.Batch batch : Requests.fresh(History.request(store, config.model(), run))) {
            store.delete(Layout.pending(config.model(), batch.id()));
        }
        commit(config, new Command.ClearedPending(run));
    }

    private void commit(LoopConfig config, Command command) {
        loops.commit(config, StepName.COMPARE_METRICS.text(), command);
    }
}
