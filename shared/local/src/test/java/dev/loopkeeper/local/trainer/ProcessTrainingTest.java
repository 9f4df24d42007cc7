package dev.loopkeeper.local.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopkeeper.retrain.TrainingStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ProcessTrainingTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path home;

    private TrainingBed bed;
    private ProcessTraining training;
    private volatile Instant now = START;

    @BeforeEach
    void open() {
        bed = Flights.bed(home).batch(true, Flights.rows(0, 400));
        training = new ProcessTraining(home, () -> now, model -> 64, 1);
    }

    /** Nothing that a test started may outlive it, or write into its folder while that is removed. */
    @AfterEach
    void stopWhatIsLeft() {
        List<ProcessHandle> left = ProcessHandle.current().descendants().toList();
        left.forEach(ProcessHandle::destroyForcibly);
        left.forEach(process -> process.onExit().join());
    }

    private String request(String run, String fault) {
        bed.params.put("demoTrainFault", fault);
        return bed.request(run);
    }

    private TrainingStatus await(String run, Predicate<TrainingStatus> wanted) {
        TrainingStatus status = training.status("m", run, 1);
        while (!wanted.test(status)) {
            pause();
            status = training.status("m", run, 1);
        }
        return status;
    }

    /** Polling real processes: 5 ms between looks. */
    private static void pause() {
        LockSupport.parkNanos(5_000_000);
    }

    private static boolean over(TrainingStatus status) {
        return !(status instanceof TrainingStatus.Running || status instanceof TrainingStatus.Queued);
    }

    @Test
    void shouldTrainOneAfterTheOtherAndChargeTheClock() {
        assertThat(training.status("m", "r1", 1)).isInstanceOf(TrainingStatus.Unknown.class);
        assertThat(training.submit("m", "r1", 1, request("r1", "none"))).isEqualTo("r1-1");
        training.submit("m", "r2", 1, request("r2", "none"));
        training.submit("m", "r1", 1, "runs/m/r1/request.json");
        now = START.plusSeconds(90);

        assertThat(training.status("m", "r2", 1)).isInstanceOf(TrainingStatus.Queued.class);
        assertThat(await("r1", ProcessTrainingTest::over))
                .isEqualTo(new TrainingStatus.Succeeded(Duration.ofSeconds(90)));
        assertThat(await("r2", ProcessTrainingTest::over)).isEqualTo(new TrainingStatus.Succeeded(Duration.ZERO));
        assertThat(bed.scorer("r1").columns()).contains("wind");
        assertThat(bed.bytes("r2", "model.zip")).hasSizeGreaterThan(1_000);
        now = START.plusSeconds(900);
        assertThat(training.submit("m", "r1", 1, "runs/m/r1/request.json")).isEqualTo("r1-1");
        assertThat(training.status("m", "r1", 1)).isEqualTo(new TrainingStatus.Succeeded(Duration.ofSeconds(90)));
    }

    @Test
    void shouldReportACrashAndWantOfMemoryAndARefusal() {
        training.submit("m", "crash", 1, request("crash", "crash"));
        training.submit("m", "oom", 1, request("oom", "oom"));
        bed.label = "nope";
        training.submit("m", "nope", 1, request("nope", "none"));

        assertThat(failure("crash"))
                .startsWith("the trainer ended with exit code 134 (killed by signal 6)")
                .contains("see log")
                .endsWith("trainer.log");
        assertThat(failure("oom")).startsWith("the trainer ran out of memory at training.memoryMb: 64; raise it");
        assertThat(failure("nope")).startsWith("label 'nope' is not in the schema");
    }

    private String failure(String run) {
        return ((TrainingStatus.Failed) await(run, ProcessTrainingTest::over)).reason();
    }

    @Test
    void shouldKillAHangingTrainerWhenCancelledAndLetTheNextOneStart() {
        training.submit("m", "hang", 1, request("hang", "hang"));
        training.submit("m", "next", 1, request("next", "hang"));
        ProcessHandle process = awaitProcess("hang");
        now = START.plusSeconds(60);

        training.cancel("m", "hang", 1);
        process.onExit().join();

        assertThat(await("hang", ProcessTrainingTest::over))
                .isEqualTo(new TrainingStatus.Cancelled(Duration.ofSeconds(60)));
        await("next", TrainingStatus.Running.class::isInstance);
        training.cancel("m", "next", 1);
        training.cancel("m", "never", 1);
        training.cancel("m", "hang", 1);
        assertThat(training.status("m", "never", 1)).isInstanceOf(TrainingStatus.Unknown.class);
    }

    private AttemptFolder folder(String run) {
        return new AttemptFolder(home.resolve("work/training/m").resolve(run + "-1"));
    }

    private ProcessHandle awaitProcess(String run) {
        while (folder(run).process().isEmpty()) {
            training.status("m", run, 1);
            pause();
        }
        return folder(run).process().orElseThrow();
    }

    @Test
    void shouldAdoptWhatAKilledParentLeft() throws Exception {
        submitAndDie("alive", request("alive", "hang"));
        ProcessHandle process = awaitProcess("alive");
        assertThat(training.status("m", "alive", 1)).isInstanceOf(TrainingStatus.Running.class);
        training.submit("m", "alive", 1, "runs/m/alive/request.json");
        assertThat(folder("alive").process()).contains(process);
        process.destroyForcibly();
        process.onExit().join();
        assertThat(failure("alive")).startsWith("the trainer was killed while nobody watched it");

        submitAndDie("done", request("done", "none"));
        assertThat(await("done", ProcessTrainingTest::over))
                .isInstanceOfSatisfying(TrainingStatus.Succeeded.class, s -> assertThat(s.billed())
                        .isBetween(Duration.ofMillis(10), Duration.ofMinutes(1)));
    }

    private void submitAndDie(String run, String key) throws Exception {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SubmitAndDie.class.getName(),
                        home.toString(),
                        run,
                        key)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(parent.waitFor()).isEqualTo(137);
    }

    @Test
    void shouldLetOnlyOneProcessHaveAnAttempt() {
        AttemptFolder folder = folder("r");

        assertThat(folder.submit("first")).isTrue();
        assertThat(folder.submit("second")).isFalse();
        assertThat(folder.requestKey()).contains("first");
        assertThat(folder.claim()).isTrue();
        assertThat(folder.claim()).isFalse();
        assertThat(folder.process()).contains(ProcessHandle.current());
        OneFile.replace(
                folder.path().resolve("process"), ProcessHandle.current().pid() + " 1000");
        assertThat(folder.process()).as("a later process with the same pid").isEmpty();
    }

    @Test
    void shouldRefuseNamesThatLeaveItsFolder() {
        ProcessTraining other = new ProcessTraining(home, InstantSource.system(), model -> 64, 1);
        assertThatThrownBy(() -> other.submit("../m", "r", 1, "k")).hasMessageContaining("cannot name a training run");
    }
}
