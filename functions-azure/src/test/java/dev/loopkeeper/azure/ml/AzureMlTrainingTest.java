package dev.loopkeeper.azure.ml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.retrain.TrainingStatus;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AzureMlTrainingTest {
    private static final String JOB = "late-run-1-1";

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

    @Test
    void shouldTellTheCommandWhereTheRequestIs() {
        assertThat(submit()).isEqualTo(JOB);
        JsonNode job = world.jobs().job(JOB);
        assertThat(job.path("environmentVariables").properties().toString().replace("\"", ""))
                .contains(
                        "REGION=europe",
                        "LOOPKEEPER_REQUEST=wasbs://loopkeeper@myaccount.blob.core.windows.net/"
                                + TrainingFiles.REQUEST,
                        "LOOPKEEPER_OUTPUT=wasbs://loopkeeper@myaccount.blob.core.windows.net/runs/late/run-1/",
                        "LOOPKEEPER_ATTEMPT=1",
                        "LOOPKEEPER_DATA_CONTAINER=uploads");
        assertThat(job.at("/inputs/rounds/value").asText())
                .as("training.params")
                .isEqualTo("40");
        assertThat(job.at("/inputs/since/value").asText()).isEqualTo("2026-01-01");
        assertThat(job.path("inputs").has("depth"))
                .as("what the job does not name")
                .isFalse();
        assertThat(job.at("/tags/loopkeeper_run").asText()).isEqualTo("run-1");
        assertThat(job.path("experimentName").asText()).isEqualTo("late");
    }

    @Test
    void shouldGiveThePipelineTheInputsItNames() {
        put(TrainingFiles.PIPELINE);
        submit();
        JsonNode job = world.jobs().job(JOB);
        assertThat(job.at("/inputs/request/uri").asText()).endsWith("/" + TrainingFiles.REQUEST);
        assertThat(job.at("/inputs/run_id/value").asText()).isEqualTo("run-1");
        assertThat(job.path("inputs")).hasSize(2);
        assertThat(job.has("environmentVariables")).isFalse();
    }

    @Test
    void shouldSayWhatIsMissing() {
        put("jobType: Sweep");
        assertThatThrownBy(this::submit).hasMessageContaining("Command or Pipeline");
        put("jobType: Pipeline");
        assertThatThrownBy(this::submit).hasMessageContaining("'request'");
        put(TrainingFiles.PIPELINE.replace("run_id:", "region:"));
        assertThatThrownBy(this::submit).hasMessageContaining("[region]").hasMessageContaining("training.params");
        world.store().delete("models/late/azure-ml.yaml");
        assertThatThrownBy(this::submit)
                .isInstanceOf(LoopException.class)
                .hasMessageContaining("models/late/azure-ml.yaml")
                .hasMessageContaining("pipelines/azure-ml.yaml");
        assertThat(world.jobs().ids()).isEmpty();
    }

    @Test
    void shouldStartOneJobWhateverBecomesOfTheAnswer() {
        world.fake().faults().loseNext("PUT", "jobs/");
        assertThat(submit()).isEqualTo(JOB);
        world.fake().faults().resetNext("GET", "jobs/");
        world.jobs().readsBehind(1);
        assertThat(submit()).as("a job that is not shown yet").isEqualTo(JOB);
        assertThat(world.jobs().ids()).containsExactly(JOB);
    }

    @Test
    void shouldNotGiveUpAJobThatIsNotShownYet() {
        submit();
        world.jobs().readsBehind(2);
        assertThat(service.status("late", "run-1", 1)).isInstanceOf(TrainingStatus.Queued.class);
        world.pass(Duration.ofMinutes(11));
        assertThat(service.status("late", "run-1", 1)).isInstanceOf(TrainingStatus.Unknown.class);
    }

    @Test
    void shouldAdoptTheJobThatAnotherStartedFromAnotherFile() {
        submit();
        put(TrainingFiles.COMMAND.replace("Standard_DS3_v2", "Standard_DS4_v2"));
        world.jobs().readsBehind(1);
        assertThat(submit()).isEqualTo(JOB);
        assertThat(world.jobs().job(JOB).at("/resources/instanceType").asText()).isEqualTo("Standard_DS3_v2");
    }

    @Test
    void shouldNotTakeAJobThatIsNotItsOwn() {
        world.api()
                .put("jobs/" + JOB, JobSpecTest.tree("{\"properties\":" + JobSpecTest.COMMAND + "}"), "a job by hand")
                .expectOk();
        assertThatThrownBy(this::submit).isInstanceOfSatisfying(LoopException.class, e -> assertThat(e.kind())
                .isEqualTo(LoopException.Kind.POISON));
        assertThat(service.status("late", "run-1", 1)).isInstanceOf(TrainingStatus.Unknown.class);
        service.cancel("late", "run-1", 1);
        assertThat(world.jobs().job(JOB).path("status").asText()).isEqualTo("NotStarted");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            409 | Conflict                  | another operation        | TRANSIENT       | has to wait
            400 | UserError                 | is in Updating provisioning state | TRANSIENT | has to wait
            400 | ValidationError           | no such environment      | POISON          | was refused
            403 | RequestDisallowedByPolicy | spot is not allowed here | POISON          | was refused
            403 | AuthorizationFailed       | does not have the action | TRANSIENT       | grant
            404 | ResourceNotFound          | no such workspace        | POISON          | was refused
            429 | TooManyRequests           | slower                   | TRANSIENT       | answered 429
            500 | InternalServerError       | oops                     | UNKNOWN_OUTCOME | answered 500
            """)
    void shouldTellWhatHealsFromWhatDoesNot(
            int status, String code, String message, LoopException.Kind kind, String words) {
        world.fake().faults().refuse(4, "PUT", "jobs/", status, code, message);
        assertThatThrownBy(this::submit)
                .isInstanceOfSatisfying(
                        LoopException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessageContaining("attempt 1 of run run-1 of model late")
                .hasMessageContaining(message)
                .hasMessageContaining(words);
        assertThat(world.jobs().ids()).isEmpty();
    }

    @Test
    void shouldOutlastAConflictThatTakesLongAndAShortThrottling() {
        world.fake().faults().refuse(5, "PUT", "jobs/", 409, "Conflict", "the workspace is being changed");
        for (int look = 0; look < 5; look++) {
            assertThatThrownBy(this::submit).isInstanceOf(LoopException.class);
        }
        world.fake().faults().refuse(2, "PUT", "jobs/", 429);
        world.fake().faults().refuse(1, "PUT", "jobs/", 503);
        submit();
        assertThat(world.jobs().ids()).containsExactly(JOB);
    }

    @ParameterizedTest
    @CsvSource({
        "NotStarted, Queued",
        "Starting, Queued",
        "Provisioning, Queued",
        "Preparing, Queued",
        "Queued, Queued",
        "Running, Running",
        "Finalizing, Running",
        "CancelRequested, Running",
        "NotResponding, Running",
        "Paused, Running",
        "Unknown, Running",
        "Completed, Succeeded",
        "Failed, Failed",
        "Canceled, Cancelled"
    })
    void shouldReadEveryStatus(String shown, String status) {
        world.jobs().show(submit(), shown);
        assertThat(service.status("late", "run-1", 1).getClass().getSimpleName())
                .isEqualTo(status);
    }

    @Test
    void shouldBillTheTimeOfTheRunElseTheTimeSinceTheJobWasMade() {
        world.jobs().end(submit(), Optional.of("exit code 137: out of memory"));
        world.pass(Duration.ofMinutes(40));
        assertThat(service.status("late", "run-1", 1))
                .isEqualTo(new TrainingStatus.Failed("exit code 137: out of memory", Duration.ofMinutes(40)));
        world.fake().faults().refuse(4, "GET", "runs/get", 503);
        assertThat(service.status("late", "run-1", 1)).isInstanceOf(TrainingStatus.Failed.class);
        world.fake().runs().ran(JOB, world.clock().instant(), Duration.ofMinutes(17));
        assertThat(service.status("late", "run-1", 1))
                .isEqualTo(new TrainingStatus.Failed("exit code 137: out of memory", Duration.ofMinutes(17)));
    }

    @Test
    void shouldSayWhereToReadWhyItFailed() {
        world.jobs().show(submit(), "Failed");
        world.jobs()
                .job(JOB)
                .putObject("services")
                .putObject("Studio")
                .put("jobServiceType", "Studio")
                .put("endpoint", "https://ml.azure.com/runs/" + JOB);
        assertThat(service.status("late", "run-1", 1))
                .isInstanceOfSatisfying(TrainingStatus.Failed.class, failed -> assertThat(failed.reason())
                        .contains(JOB, "https://ml.azure.com/runs/" + JOB));
    }

    @Test
    void shouldCancelWithoutWaiting() {
        world.fake().operations().take(Duration.ofMinutes(2), 0);
        submit();
        service.cancel("late", "run-1", 1);
        assertThat(service.status("late", "run-1", 1)).isInstanceOf(TrainingStatus.Running.class);
        world.pass(Duration.ofMinutes(3));
        service.status("late", "run-1", 1);
        assertThat(service.status("late", "run-1", 1)).isInstanceOf(TrainingStatus.Cancelled.class);
    }

    @Test
    void shouldTellARefusedStopOfWhatRunsFromOneOfWhatHasEnded() {
        submit();
        world.fake().faults().refuse(1, "POST", "/cancel", 409, "Conflict", "cannot be cancelled yet");
        assertThatThrownBy(() -> service.cancel("late", "run-1", 1)).isInstanceOf(LoopException.class);
        world.fake().faults().beforeNext("POST", "/cancel", () -> world.jobs().end(JOB, Optional.empty()));
        service.cancel("late", "run-1", 1);
        assertThat(service.status("late", "run-1", 1)).isInstanceOf(TrainingStatus.Succeeded.class);
    }

    private void put(String file) {
        world.store().put("models/late/azure-ml.yaml", file.getBytes(UTF_8));
    }

    private String submit() {
        return service.submit("late", "run-1", 1, TrainingFiles.REQUEST);
    }
}
