package dev.loopkeeper.retrain;

/**
 * Where training runs. It is given the key of {@code request.json} and writes {@code evaluation.json} and the artefact
 * beside it; see {@link TrainingRequest} and {@link dev.loopkeeper.evaluate.Evaluation}.
 */
public interface TrainingService {
    /** Starts the attempt and returns the service's own id; a repeat with the same run and attempt adopts the first. */
    String submit(String model, String runId, int attempt, String requestKey);

    /** How the attempt stands; an attempt the service has never heard of is {@link TrainingStatus.Unknown}. */
    TrainingStatus status(String model, String runId, int attempt);

    /** Asks for a stop; a finished or unknown attempt is not an error. */
    void cancel(String model, String runId, int attempt);
}
