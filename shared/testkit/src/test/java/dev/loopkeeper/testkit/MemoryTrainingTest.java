package dev.loopkeeper.testkit;

import dev.loopkeeper.retrain.TrainingService;
import dev.loopkeeper.retrain.TrainingStatus;
import java.time.Duration;

class MemoryTrainingTest extends TrainingServiceContract {
    private final MemoryTraining training = new MemoryTraining();

    @Override
    protected TrainingService service() {
        return training;
    }

    @Override
    protected String goodRequest() {
        return "runs/late/run-1/good.json";
    }

    @Override
    protected String badRequest() {
        return "runs/late/run-1/bad.json";
    }

    @Override
    protected TrainingStatus awaitEnd(int attempt) {
        boolean good = training.attempts().stream()
                .anyMatch(a -> a.attempt() == attempt && a.requestKey().equals(goodRequest()));
        training.set(
                MODEL,
                RUN,
                attempt,
                good
                        ? new TrainingStatus.Succeeded(Duration.ofMinutes(3))
                        : new TrainingStatus.Failed("column 'late' is missing", Duration.ofMinutes(1)));
        return training.status(MODEL, RUN, attempt);
    }
}
