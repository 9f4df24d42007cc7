package dev.loopkeeper.gcp.function;

import static dev.loopkeeper.gcp.function.HostileBodies.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.aiplatform.v1.CustomJob;
import com.google.cloud.aiplatform.v1.ModelEvaluation;
import com.google.cloud.aiplatform.v1.PipelineJob;
import dev.loopkeeper.host.ConfigFiles;
import dev.loopkeeper.host.Ground;
import dev.loopkeeper.host.ObjectArrived;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.loop.TrainingPhase;
import dev.loopkeeper.testkit.MemoryQueue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two models that train on two services, from the timer's message to the end of their jobs and their live quality. */
class TrainingIT {
    private static final Path PIPELINE = Path.of("../infra/pipelines/vertex/pipeline.yaml");
    private static final String CUSTOM_JOB = """
            workerPoolSpecs:
              - machineSpec: {machineType: n1-standard-4}
                replicaCount: 1
                containerSpec: {imageUri: "europe-docker.pkg.dev/my-project/models/train:1"}
            """;

    private final DeployedSite site = new DeployedSite();
    private final Ground yesterday =
            Ground.on(site.store(), new MemoryQueue(), () -> Instant.now().minus(Duration.ofDays(1)));

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void shouldPlanAtTheTimersMessageTrainOnTheServiceOfEachModelAndHearOfTheEnd() throws IOException {
        configure();
        try (RunningFunction plan = RunningFunction.start(PlanRetrainingFunction.class, site.env())) {
            sends(plan, "{\"step\":\"plan-retraining\"}");
            sends(plan, "{\"step\":\"plan-retraining\"}");
        }
        assertThat(phase("sales")).isInstanceOf(TrainingPhase.Claimed.class);
        assertThat(phase("rents")).isInstanceOf(TrainingPhase.Claimed.class);

        try (RunningFunction start = RunningFunction.start(StartTrainingFunction.class, site.env())) {
            for (String model : new String[] {"sales", "rents", "rents", "sales"}) {
                sends(start, "{\"step\":\"start-training\",\"model\":\"" + model + "\"}");
            }
        }
        PipelineJob pipeline = site.vertex().jobs().pipelineJobs().get(0);
        CustomJob custom = site.vertex().jobs().customJobs().get(0);
        assertThat(site.vertex().jobs().pipelineJobs()).hasSize(1);
        assertThat(site.vertex().jobs().customJobs()).hasSize(1);
        assertThat(pipeline.getLabelsMap()).containsValue("sales");
        assertThat(custom.getLabelsMap()).containsValue("rents");

        site.vertex().jobs().end(pipeline.getName(), Duration.ofMinutes(3), Optional.of("out of memory"));
        site.vertex().jobs().end(custom.getName(), Duration.ofMinutes(3), Optional.of("no such image"));
        try (RunningFunction compare = RunningFunction.start(CompareMetricsFunction.class, site.env())) {
            String job = pipeline.getName().substring(pipeline.getName().lastIndexOf('/') + 1);
            sends(compare, ended(job));
            assertThat(outcome("sales")).contains("out of memory");
            assertThat(phase("rents")).as("another model's job").isInstanceOf(TrainingPhase.Submitted.class);
            sends(compare, "{\"step\":\"compare-metrics\",\"model\":\"rents\"}");
            assertThat(outcome("rents")).contains("no such image");
            sends(compare, ended("a-job-of-somebody-else"));
            assertThat(site.keys("dead-letters/")).isEmpty();
            sends(compare, ended("Not/An Id"));
            assertThat(site.keys("dead-letters/compare-metrics/")).hasSize(1);
        }
    }

    private void configure() throws IOException {
        String retrain = "retrain: {minRows: 1, price: {perHour: 2.00 USD, hours: 0.1}}\n";
        site.config("sales", retrain + "training: {service: vertex-pipelines, attempts: 1}\n");
        site.config("rents", retrain + "training: {service: vertex-custom, attempts: 1}\n");
        site.store().put("pipelines/pipeline.yaml", Files.readAllBytes(PIPELINE));
        site.put("models/rents/custom-job.yaml", CUSTOM_JOB);
        for (String model : new String[] {"sales", "rents"}) {
            String key = "data/" + model + "/1.csv";
            site.put(key, "x,late\n" + "1,0\n2,1\n3,0\n4,1\n".repeat(50));
            new ObjectArrived(yesterday, new ConfigFiles(yesterday))
                    .take(site.store().stat(key).orElseThrow(), EnumSet.of(StepName.INGEST_DATA));
        }
    }

    private TrainingPhase phase(String model) {
        return yesterday.loops().state(model).training().phase();
    }

    private String outcome(String model) {
        return yesterday.loops().state(model).training().lastOutcome().orElse("");
    }

    private static void sends(RunningFunction function, String message) {
        assertThat(function.binary(StepEvents.TYPE, utf8(DeployedSite.message(message))))
                .as(function::output)
                .isEqualTo(200);
    }

    /** What Vertex AI logs of a pipeline job, as the log sink publishes it. */
    private static String ended(String job) {
        return "{\"jsonPayload\":{\"state\":\"PIPELINE_STATE_FAILED\",\"@type\":\"type.googleapis.com/google.cloud."
                + "aiplatform.logging.PipelineJobLogEntry\"},\"resource\":{\"type\":\"aiplatform.googleapis.com/"
                + "PipelineJob\",\"labels\":{\"location\":\"europe-west4\",\"pipeline_job_id\":\"" + job + "\"}}}";
    }

    @Test
    void shouldShowLiveQualityBesideTheVersionThatAnswered() {
        site.vertex().models().addByHand(DeployedSite.PARENT + "/models/sales");
        site.put(
                "predictions/sales/v1/2026-06-01T10.jsonl",
                "{\"id\":\"a\",\"at\":\"2026-06-01T10:00:00Z\",\"value\":0.9}\n"
                        + "{\"id\":\"b\",\"at\":\"2026-06-01T10:00:01Z\",\"value\":0.1}\n");
        site.put("outcomes/sales/1.csv", "id,late\na,1\nb,1\n");
        String event = site.stored("outcomes/sales/1.csv");
        try (RunningFunction score =
                RunningFunction.start(ScoreOutcomesFunction.class, site.env("LOOPKEEPER_LIVE_EVALUATIONS", "true"))) {
            for (int i = 0; i < 2; i++) {
                assertThat(score.binary(StorageEvents.TYPE, utf8(event)))
                        .as(score::output)
                        .isEqualTo(200);
            }
            assertThat(site.vertex().models().evaluations(DeployedSite.PARENT + "/models/sales@1"))
                    .as(score.output())
                    .singleElement()
                    .satisfies(TrainingIT::showsTheLoss);
            assertThat(site.keys("scores/sales/")).hasSize(1);

            site.vertex().faults().answerNext("GET", "/evaluations", 400);
            site.put("outcomes/sales/2.csv", "id,late\na,1\nb,0\n");
            assertThat(score.binary(StorageEvents.TYPE, utf8(site.stored("outcomes/sales/2.csv"))))
                    .as("what only people see holds nothing up")
                    .isEqualTo(200);
            assertThat(site.keys("scores/sales/")).hasSize(2);
            assertThat(site.keys("dead-letters/")).isEmpty();
        }
    }

    private static void showsTheLoss(ModelEvaluation evaluation) {
        assertThat(evaluation.getDisplayName()).startsWith("live ");
        assertThat(evaluation
                        .getMetrics()
                        .getStructValue()
                        .getFieldsOrThrow("rows")
                        .getNumberValue())
                .isEqualTo(2);
        assertThat(evaluation
                        .getMetrics()
                        .getStructValue()
                        .getFieldsOrThrow("liveLoss")
                        .getNumberValue())
                .isEqualTo(0.5);
    }
}
