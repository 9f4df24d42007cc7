package dev.loopkeeper.gcp.vertex;

import com.google.cloud.aiplatform.v1.PipelineJob;
import dev.loopkeeper.retrain.TrainingService;
import dev.loopkeeper.retrain.TrainingStatus;
import dev.loopkeeper.testkit.TrainingServiceContract;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class VertexPipelinesContractTest extends TrainingServiceContract {
    private final VertexWorld world = new VertexWorld();
    private final VertexPipelines service =
            new VertexPipelines(world.api(), world.store(), "train@my-project.iam.gserviceaccount.com");

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
        for (PipelineJob job : world.fake().jobs().pipelineJobs()) {
            String request =
                    job.getRuntimeConfig().getParameterValuesOrThrow("request").getStringValue();
            Optional<String> failure =
                    request.contains("bad") ? Optional.of("the step train failed") : Optional.empty();
            world.fake().jobs().end(job.getName(), Duration.ofMinutes(12), failure);
        }
        return service.status(MODEL, RUN, attempt);
    }
}
