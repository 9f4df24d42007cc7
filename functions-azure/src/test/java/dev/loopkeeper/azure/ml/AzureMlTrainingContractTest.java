package dev.loopkeeper.azure.ml;

import dev.loopkeeper.retrain.TrainingService;
import dev.loopkeeper.retrain.TrainingStatus;
import dev.loopkeeper.testkit.TrainingServiceContract;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class AzureMlTrainingContractTest extends TrainingServiceContract {
    private final MlWorld world = new MlWorld();
    private final AzureMlTraining service = world.training(Optional.empty());

    @BeforeEach
    void putFiles() {
        TrainingFiles.put(world.store(), TrainingFiles.COMMAND);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Override
    protected TrainingService service() {
        return service;
    }

    @Override
    protected String goodRequest() {
        return TrainingFiles.REQUEST;
    }

    @Override
    protected String badRequest() {
        return TrainingFiles.BAD_REQUEST;
    }

    @Override
    protected TrainingStatus awaitEnd(int attempt) {
        world.fake().operations().endAll();
        for (String id : world.jobs().ids()) {
            String request = world.jobs()
                    .job(id)
                    .at("/environmentVariables/LOOPKEEPER_REQUEST")
                    .asText();
            world.jobs().end(id, request.contains("bad") ? Optional.of("out of memory") : Optional.empty());
        }
        return service.status(MODEL, RUN, attempt);
    }
}
