package dev.loopkeeper.gcp.vertex;

import dev.loopkeeper.retrain.TrainingService;
import dev.loopkeeper.retrain.TrainingStatus;
import java.util.function.Predicate;

/**
 * Trains each model with the service that its {@code loop.yaml} names: custom jobs for {@code vertex-custom}, a
 * pipeline for any other that the host offers.
 *
 * <p>It is asked at every call, so a service that is changed while a run is on its way knows nothing of that run, which
 * is then tried again.
 */
public record ChosenTraining(TrainingService pipelines, TrainingService customJobs, Predicate<String> custom)
        implements TrainingService {
    private TrainingService of(String model) {
        return custom.test(model) ? customJobs : pipelines;
    }

    @Override
    public String submit(String model, String runId, int attempt, String requestKey) {
        return of(model).submit(model, runId, attempt, requestKey);
    }

    @Override
    public TrainingStatus status(String model, String runId, int attempt) {
        return of(model).status(model, runId, attempt);
    }

    @Override
    public void cancel(String model, String runId, int attempt) {
        of(model).cancel(model, runId, attempt);
    }
}
