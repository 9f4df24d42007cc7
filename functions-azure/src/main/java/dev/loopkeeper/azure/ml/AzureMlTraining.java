package dev.loopkeeper.azure.ml;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.host.RunValues;
import dev.loopkeeper.host.SpecFiles;
import dev.loopkeeper.retrain.TrainingService;
import dev.loopkeeper.retrain.TrainingStatus;
import dev.loopkeeper.store.ObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Trains with Azure Machine Learning ({@code training.service: azure-ml}): the job at
 * {@code models/<model>/azure-ml.yaml}, else {@code pipelines/azure-ml.yaml}, a pipeline or a command, see
 * {@link JobSpec}.
 *
 * <p>The job's name follows from model, run and attempt and a PUT of a name that is taken is an update, so a repeat
 * meets the first job. One that was sent less than 10 minutes ago and is not found yet is queued. What is billed is the
 * time of the job's MLflow run; while that cannot be had, the time since the job was made, which is never less. Follows
 * {@code mfe.json}: {@code Jobs_Get/CreateOrUpdate/Cancel}.
 */
public final class AzureMlTraining implements TrainingService {
    static final String FILE = "azure-ml.yaml";

    private static final Logger LOG = LogManager.getLogger(AzureMlTraining.class);

    private final ArmApi api;
    private final MlflowRuns runs;
    private final ObjectStore store;
    private final StorePlace place;
    private final Function<String, Optional<LoopConfig>> configs;
    private final InstantSource clock;
    private final SpecFiles specs;
    private final JobNotes notes;

    /** @param configs {@code loop.yaml} by model; says whether spot capacity is wanted and how long a job may take */
    public AzureMlTraining(
            ArmApi api,
            MlflowRuns runs,
            ObjectStore store,
            StorePlace place,
            Function<String, Optional<LoopConfig>> configs,
            InstantSource clock) {
        this.api = api;
        this.runs = runs;
        this.store = store;
        this.place = place;
        this.configs = configs;
        this.clock = clock;
        this.specs = new SpecFiles(store);
        this.notes = new JobNotes(store);
    }

    @Override
    public String submit(String model, String runId, int attempt, String requestKey) {
        MlAttempt a = new MlAttempt(model, runId, attempt);
        Optional<String> known = adopted(a);
        return known.isPresent() ? known.get() : started(a, requestKey);
    }

    private Optional<String> adopted(MlAttempt a) {
        return api.find(a.resource(), a.what()).map(job -> {
            if (!a.owns(job)) {
                throw LoopException.poison("job " + a.jobName() + " is in the way of " + a.what()
                        + ": it has not the tags of ours; archive it or rename the loop");
            }
            return a.jobName();
        });
    }

    private String started(MlAttempt a, String requestKey) {
        ObjectNode body = Writable.empty();
        body.set("properties", job(a, requestKey));
        notes.write(a, clock.instant());
        ArmAnswer answer = api.put(a.resource(), body, "start of " + a.what());
        if (answer.ok()) {
            return a.jobName();
        }
        // Another was quicker with the same attempt, and the file or loop.yaml has changed in between.
        Optional<String> other = answer.error().exists() ? adopted(a) : Optional.empty();
        return other.orElseThrow(answer::refusal);
    }

    private ObjectNode job(MlAttempt a, String requestKey) {
        JobSpec spec = JobSpec.of(specs.read(a.model(), FILE), FILE + " of model " + a.model());
        Map<String, String> values =
                new TreeMap<>(new RunValues(store, place::uri).of(a.model(), a.runId(), a.number(), requestKey));
        values.put("data_container", place.uploads());
        spec.tell(values);
        configs.apply(a.model())
                .ifPresent(c -> spec.fit(
                        c.retrain().spot(), Optional.of(c.training().timeout().toString()), a.number() == 1));
        ObjectNode properties = spec.properties();
        a.tag(properties.withObject("/tags"));
        if (!properties.hasNonNull("displayName")) {
            properties.put("displayName", a.jobName());
        }
        if (!properties.hasNonNull("experimentName")) {
            properties.put("experimentName", a.model());
        }
        return properties;
    }

    @Override
    public TrainingStatus status(String model, String runId, int attempt) {
        MlAttempt a = new MlAttempt(model, runId, attempt);
        Optional<ObjectNode> job = api.find(a.resource(), a.what());
        if (job.isEmpty() && notes.onItsWay(a, clock.instant())) {
            return new TrainingStatus.Queued();
        }
        return job.filter(a::owns)
                .map(found -> JobStates.of(found, () -> billed(a, found)))
                .orElse(new TrainingStatus.Unknown());
    }

    private Duration billed(MlAttempt a, ObjectNode job) {
        try {
            Optional<Duration> ran = runs.ran(a.jobName());
            if (ran.isPresent()) {
                return ran.get();
            }
        } catch (LoopException e) {
            LOG.warn("{} is billed from when it was made: {}", a.what(), e.getMessage());
        }
        try {
            Instant made =
                    Instant.parse(job.path("systemData").path("createdAt").asText(""));
            Duration since = Duration.between(made, clock.instant());
            return since.isNegative() ? Duration.ZERO : since;
        } catch (DateTimeParseException e) {
            return Duration.ZERO;
        }
    }

    @Override
    public void cancel(String model, String runId, int attempt) {
        MlAttempt a = new MlAttempt(model, runId, attempt);
        if (!active(a)) {
            return;
        }
        ArmAnswer answer = api.post(a.resource() + "/cancel", "stop of " + a.what());
        // One that has ended in between is refused: there is nothing to stop then.
        if (!answer.ok() && active(a)) {
            throw answer.refusal();
        }
    }

    private boolean active(MlAttempt a) {
        return api.find(a.resource(), a.what())
                .filter(a::owns)
                .filter(job -> !JobStates.ended(job))
                .isPresent();
    }
}
