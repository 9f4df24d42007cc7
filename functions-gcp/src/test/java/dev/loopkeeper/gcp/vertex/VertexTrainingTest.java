package dev.loopkeeper.gcp.vertex;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.aiplatform.v1.CustomJob;
import com.google.cloud.aiplatform.v1.JobState;
import com.google.cloud.aiplatform.v1.PipelineJob;
import com.google.cloud.aiplatform.v1.PipelineState;
import com.google.protobuf.Value;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.retrain.TrainingStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VertexTrainingTest {
    private final VertexWorld world = new VertexWorld();

    @BeforeEach
    void putFiles() {
        TrainingFiles.put(world.store());
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Nested
    class Pipelines {
        private final VertexPipelines service =
                new VertexPipelines(world.api(), world.store(), "train@my-project.iam.gserviceaccount.com");

        @Test
        void shouldGiveThePipelineWhatItDeclaresAndNothingElse() {
            String name = submit("run-1", 2);
            PipelineJob job = world.fake().jobs().pipelineJobs().get(0);
            assertThat(name).isEqualTo(job.getName()).endsWith("/pipelineJobs/late-run-1-2");
            Map<String, Value> values = job.getRuntimeConfig().getParameterValuesMap();
            assertThat(values).containsOnlyKeys("request", "run_id", "rounds");
            assertThat(values.get("request").getStringValue()).isEqualTo("gs://my-bucket/runs/late/run-1/request.json");
            assertThat(values.get("rounds").getNumberValue()).isEqualTo(40);
            assertThat(job.getRuntimeConfig().getGcsOutputDirectory())
                    .isEqualTo("gs://my-bucket/vertex/pipelines/late");
            assertThat(job.getPipelineSpec().getFieldsOrThrow("schemaVersion").getStringValue())
                    .isEqualTo("2.1.0");
        }

        @Test
        void shouldStartOneJobWhenTheAnswerIsLost() {
            world.fake().faults().loseNext("POST", "/pipelineJobs");
            String name = submit("run-1", 1);
            assertThat(submit("run-1", 1)).isEqualTo(name);
            assertThat(world.fake().jobs().pipelineJobs()).hasSize(1);
        }

        @Test
        void shouldStartAgainAfterAConflictThatIsNotItsOwnJob() {
            world.fake().faults().refuseNext("POST", "/pipelineJobs", 409, "ABORTED", "concurrent change");
            assertThatThrownBy(() -> submit("run-1", 1))
                    .isInstanceOfSatisfying(
                            LoopException.class, e -> assertThat(e.kind()).isEqualTo(LoopException.Kind.TRANSIENT));
            submit("run-1", 1);
            assertThat(world.fake().jobs().pipelineJobs()).hasSize(1);
        }

        @Test
        void shouldMakeAnIdOfAnyRun() {
            String odd = "20261122T090000Z_" + "x".repeat(150);
            assertThat(submit(odd, 1)).isNotEqualTo(submit(odd + "y", 1));
            assertThat(service.status("late", odd, 1)).isInstanceOf(TrainingStatus.Queued.class);
        }

        @ParameterizedTest
        @CsvSource({
            "PIPELINE_STATE_QUEUED, Queued",
            "PIPELINE_STATE_PENDING, Queued",
            "PIPELINE_STATE_RUNNING, Running",
            "PIPELINE_STATE_PAUSED, Running",
            "PIPELINE_STATE_CANCELLING, Running",
            "PIPELINE_STATE_CANCELLED, Cancelled",
            "PIPELINE_STATE_FAILED, Failed",
            "PIPELINE_STATE_SUCCEEDED, Succeeded"
        })
        void shouldReadEveryState(PipelineState state, String status) {
            world.fake().jobs().show(submit("run-1", 1), state);
            assertThat(service.status("late", "run-1", 1).getClass().getSimpleName())
                    .isEqualTo(status);
        }

        @Test
        void shouldBillTheTimeItRanAndSayWhyItFailed() {
            String name = submit("run-1", 1);
            world.fake().jobs().end(name, Duration.ofMinutes(17), Optional.of("The DAG failed: train."));
            assertThat(service.status("late", "run-1", 1))
                    .isEqualTo(new TrainingStatus.Failed("The DAG failed: train.", Duration.ofMinutes(17)));
        }

        @Test
        void shouldSayWhatIsMissing() {
            world.store().delete("models/late/pipeline.yaml");
            assertThatThrownBy(() -> submit("run-1", 1))
                    .isInstanceOf(LoopException.class)
                    .hasMessageContaining("models/late/pipeline.yaml")
                    .hasMessageContaining("pipelines/pipeline.yaml")
                    .hasMessageContaining("upload");
            put("{\"root\":{\"inputDefinitions\":{\"parameters\":{\"request\":{},\"region\":{}}}}}");
            assertThatThrownBy(() -> submit("run-1", 1))
                    .isInstanceOf(LoopException.class)
                    .hasMessageContaining("[region]")
                    .hasMessageContaining("training.params");
            put("{\"root\":{}}");
            assertThatThrownBy(() -> submit("run-1", 1))
                    .isInstanceOf(LoopException.class)
                    .hasMessageContaining("'request'");
            put("a: !!javax.script.ScriptEngineManager []");
            assertThatThrownBy(() -> submit("run-1", 1)).isInstanceOf(LoopException.class);
        }

        private void put(String pipeline) {
            world.store().put("models/late/pipeline.yaml", pipeline.getBytes(UTF_8));
        }

        private String submit(String run, int attempt) {
            return service.submit("late", run, attempt, TrainingFiles.REQUEST);
        }
    }

    @Nested
    class CustomJobs {
        private final VertexCustomJobs service = new VertexCustomJobs(world.api(), world.store());

        @Test
        void shouldTellTheContainerWhereTheRequestIs() {
            submit();
            CustomJob job = world.fake().jobs().customJobs().get(0);
            assertThat(job.getJobSpec().getWorkerPoolSpecs(0).getContainerSpec().getEnvList())
                    .extracting(variable -> variable.getName() + "=" + variable.getValue())
                    .contains(
                            "REGION=europe",
                            "LOOPKEEPER_REQUEST=gs://my-bucket/runs/late/run-1/request.json",
                            "LOOPKEEPER_OUTPUT=gs://my-bucket/runs/late/run-1/",
                            "LOOPKEEPER_ATTEMPT=1");
            assertThat(job.getJobSpec().getScheduling().getTimeout().getSeconds())
                    .isEqualTo(3_600);
        }

        @Test
        void shouldAdoptTheJobWhoseStartWasNotAnswered() {
            world.fake().faults().loseNext("POST", "/customJobs");
            assertThatThrownBy(this::submit).isInstanceOfSatisfying(LoopException.class, e -> assertThat(e.kind())
                    .isEqualTo(LoopException.Kind.UNKNOWN_OUTCOME));
            assertThat(submit())
                    .isEqualTo(world.fake().jobs().customJobs().get(0).getName());
            assertThat(world.fake().jobs().customJobs()).hasSize(1);
        }

        @Test
        void shouldStopTheSecondJobOfAnAttempt() {
            world.fake().faults().loseNext("POST", "/customJobs");
            assertThatThrownBy(this::submit).isInstanceOf(LoopException.class);
            world.fake().jobs().listsBehind(1);
            String counts = submit();
            assertThat(service.status("late", "run-1", 1)).isInstanceOf(TrainingStatus.Queued.class);
            List<CustomJob> jobs = world.fake().jobs().customJobs();
            assertThat(jobs).hasSize(2);
            assertThat(jobs)
                    .filteredOn(j -> j.getState() != JobState.JOB_STATE_CANCELLED)
                    .extracting(CustomJob::getName)
                    .containsExactly(counts);
        }

        @Test
        void shouldKnowAJobThatNoListShowsYet() {
            submit();
            world.fake().jobs().listsBehind(1);
            assertThat(service.status("late", "run-1", 1)).isInstanceOf(TrainingStatus.Queued.class);
        }

        @Test
        void shouldRefuseAJobThatCannotBeToldAnything() {
            world.store().put("models/late/custom-job.yaml", "workerPoolSpecs: []".getBytes(UTF_8));
            assertThatThrownBy(this::submit).isInstanceOf(LoopException.class).hasMessageContaining("containerSpec");
        }

        private String submit() {
            return service.submit("late", "run-1", 1, TrainingFiles.REQUEST);
        }
    }
}
