package dev.loopkeeper.gcp.vertex;

import com.google.cloud.aiplatform.v1.CustomJob;
import dev.loopkeeper.retrain.TrainingService;
import dev.loopkeeper.retrain.TrainingStatus;
import dev.loopkeeper.testkit.TrainingServiceContract;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class VertexCustomJobsContractTest extends TrainingServiceContract {
    private final VertexWorld world = new VertexWorld();
    private final VertexCustomJobs service = new VertexCustomJobs(world.api(), world.store());

    @BeforeEach
    void putFiles() {
        TrainingFiles.put(world.store());
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
        for (CustomJob job : world.fake().jobs().customJobs()) {
            boolean bad = job.getJobSpec().getWorkerPoolSpecs(0).getContainerSpec().getEnvList().stream()
                    .anyMatch(variable -> variable.getValue().contains("bad"));
            world.fake()
                    .jobs()
                    .end(job.getName(), Duration.ofMinutes(12), bad ? Optional.of("exit code 1") : Optional.empty());
        }
        return service.status(MODEL, RUN, attempt);
    }
}
