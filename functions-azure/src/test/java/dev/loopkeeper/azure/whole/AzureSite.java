package dev.loopkeeper.azure.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loopkeeper.azure.deployed.BlobEvents;
import dev.loopkeeper.azure.emulators.Azurite;
import dev.loopkeeper.azure.ml.DeploymentName;
import dev.loopkeeper.azure.ml.fake.ArmFake;
import dev.loopkeeper.azure.ml.fake.FakeDeployments;
import dev.loopkeeper.azure.ml.fake.FakeEndpoints;
import dev.loopkeeper.azure.ml.fake.FakeJobs;
import dev.loopkeeper.azure.ml.fake.FakeModels;
import dev.loopkeeper.azure.monitor.FakeLogAnalytics;
import dev.loopkeeper.azure.monitor.Traffic;
import dev.loopkeeper.azure.store.BlobObjectStore;
import dev.loopkeeper.azure.store.Containers;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.store.ObjectStore;
import dev.loopkeeper.testkit.functions.HostClient;
import dev.loopkeeper.testkit.whole.Deployed;
import dev.loopkeeper.testkit.whole.Letter;
import dev.loopkeeper.testkit.whole.Postman;
import dev.loopkeeper.testkit.whole.Story;
import dev.loopkeeper.testkit.whole.StoryTime;
import dev.loopkeeper.testkit.whole.TrainerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Azure on loopback: hosts of the staging folder, Azurite, and fakes of the services around them. */
public final class AzureSite implements Deployed {
    private static final Path JOB = Path.of("../infra/pipelines/azureml/job.yaml");
    private static final String LOGS = "55555555-2222-3333-4444-555555555555";
    private static final Set<String> ENDED = Set.of("Completed", "Failed", "Canceled");
    private static final String NOBODY = "http://127.0.0.1:1";

    private final String state = Azurite.shared().newContainer();
    private final String uploads = Azurite.shared().newContainer();
    private final BlobObjectStore store =
            new BlobObjectStore(Azurite.rest(), Azurite.shared().blobs(), new Containers(state, uploads));
    private final Traffic traffic = new Traffic();
    private final FakeIdentity identity = new FakeIdentity();
    private final StoryTime time;
    private final Mail mail;
    private final ArmFake arm;
    private final FakeJobs jobs;
    private final FakeModels models;
    private final FakeEndpoints endpoints;
    private final FakeDeployments deployments;
    private final FakeLogAnalytics logs;
    private final Apps apps;
    private final Postman postman;

    public AzureSite(StoryTime time, long seed) {
        this.time = time;
        mail = new Mail(time);
        arm = new ArmFake(time);
        jobs = arm.serve(new FakeJobs(arm, time));
        models = arm.serve(new FakeModels(arm, time));
        endpoints = arm.serve(new FakeEndpoints(arm));
        deployments = arm.serve(new FakeDeployments(arm, endpoints));
        logs = new FakeLogAnalytics(traffic, LOGS, arm.workspace().name());
        endpoints.create(Story.MODEL);
        apps = new Apps(env(), time, mail, this::endOperations);
        postman = new Postman(apps, seed);
        try {
            store.put("pipelines/azure-ml.yaml", Files.readAllBytes(JOB));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> env() {
        Map<String, String> env = new HashMap<>(HostClient.KEYS);
        env.putAll(identity.environment());
        env.putAll(storage());
        env.put("LOOPKEEPER_QUEUE_URL", mail.queues());
        env.put(
                "LOOPKEEPER_QUEUES",
                "AccountName=" + Azurite.DEVELOPMENT.account() + ";AccountKey=" + Azurite.DEVELOPMENT.key()
                        + ";QueueEndpoint=" + Azurite.shared().queues());
        env.put("LOOPKEEPER_STATE_CONTAINER", state);
        env.put("LOOPKEEPER_DATASTORE", "loopkeeper_state");
        env.put("LOOPKEEPER_SUBSCRIPTION", arm.workspace().subscription());
        env.put("LOOPKEEPER_RESOURCE_GROUP", arm.workspace().group());
        env.put("LOOPKEEPER_WORKSPACE", arm.workspace().name());
        env.put("LOOPKEEPER_REGION", arm.workspace().region());
        env.put("LOOPKEEPER_MANAGEMENT_HOST", arm.workspace().host());
        env.put("LOOPKEEPER_MLFLOW_HOST", arm.workspace().host());
        env.put("LOOPKEEPER_LOG_WORKSPACE", LOGS);
        env.put("LOOPKEEPER_LOGS_HOST", logs.base());
        env.put("LOOPKEEPER_PRICES_HOST", NOBODY);
        env.put("AZURE_ML_SERVING_ENVIRONMENT", "serving:3");
        env.put("LOOPKEEPER_SWEEP_SCHEDULE", "0 * * * * *");
        env.put("LOOPKEEPER_PLAN_SCHEDULE", "0 0 * * * *");
        // The postman brings again what was given back, in the story's time.
        env.put("AzureFunctionsJobHost__extensions__queues__visibilityTimeout", "01:00:00");
        return env;
    }

    private Map<String, String> storage() {
        return Map.of(
                "LOOPKEEPER_BLOB_URL",
                Azurite.shared().blobs(),
                "LOOPKEEPER_DATA_CONTAINER",
                uploads,
                "LOOPKEEPER_EMULATOR_KEY",
                Azurite.DEVELOPMENT.account() + ":" + Azurite.DEVELOPMENT.key());
    }

    /** Operations end whether or not the process that began them lives to ask. */
    private void endOperations() {
        synchronized (arm) {
            arm.operations().endAll();
        }
    }

    @Override
    public void loseAnswers() {
        dieAt(StepName.START_TRAINING, "PUT", "jobs/");
        dieAt(StepName.UPDATE_REGISTRY, "PUT", "/versions/");
        dieAt(StepName.UPDATE_REGISTRY, "PUT", "models/late");
        dieAt(StepName.ADJUST_TRAFFIC, "PUT", "/deployments/");
        dieAt(StepName.ADJUST_TRAFFIC, "PUT", "onlineEndpoints/late");
    }

    /** The app of a step dies while the service does what the next such call asks: its answer is lost. */
    private void dieAt(StepName step, String method, String part) {
        arm.faults().beforeNext(method, part, () -> apps.kill(step));
    }

    @Override
    public int killed() {
        return apps.killed();
    }

    @Override
    public String course() {
        return postman + ", " + killed() + " processes killed";
    }

    @Override
    public int submitted() {
        return jobs.ids().size();
    }

    @Override
    public int registered() {
        return models.versions(Story.MODEL).size();
    }

    @Override
    public ObjectStore store() {
        return store;
    }

    /** As the subscriptions of {@code infra/azure} filter: uploads, outcomes, results; no other object tells. */
    @Override
    public void stored(String key) {
        boolean result = key.startsWith("runs/");
        StepName to = result
                ? StepName.COMPARE_METRICS
                : key.startsWith(Layout.outcomesPrefix(Story.MODEL)) ? StepName.SCORE_OUTCOMES : StepName.INGEST_DATA;
        ObjectInfo object = store.stat(key).orElseThrow();
        BlobEvents events = new BlobEvents(Azurite.shared().blobs(), result ? state : uploads);
        mail.send(new Letter(to, Mail.EVENT, events.grid(key, object.version(), object.size())));
    }

    @Override
    public void timer(StepName step) {
        mail.send(new Letter(step, Mail.TIMER, new byte[0]));
    }

    @Override
    public void settle() {
        postman.round();
    }

    @Override
    public List<Job> jobs() {
        synchronized (arm) {
            return jobs.ids().stream()
                    .filter(id -> !ENDED.contains(jobs.job(id).path("status").asText()))
                    .map(id -> new Job(id, uri(id).replaceFirst("wasbs://[^/]+/", "")))
                    .toList();
        }
    }

    private String uri(String job) {
        return jobs.job(job).at("/inputs/request/value").asText();
    }

    @Override
    public void begin(Job job) {
        synchronized (arm) {
            jobs.show(job.name(), "Running");
        }
    }

    @Override
    public void train(Job job) {
        TrainerProcess.pipeline(System.getProperty("loopkeeper.azure.jar"), uri(job.name()), storage());
    }

    @Override
    public void end(Job job, Duration ran) {
        synchronized (arm) {
            arm.runs().ran(job.name(), time.instant().minus(ran), ran);
            jobs.end(job.name(), Optional.empty());
        }
        mail.send(new Letter(StepName.COMPARE_METRICS, Mail.EVENT, Json.write(List.of(completed(job)))));
    }

    private Map<String, Object> completed(Job job) {
        return Map.of(
                "id",
                "id-of-" + job.name(),
                "topic",
                arm.workspace().id(),
                "subject",
                "experiments/late/runs/" + job.name(),
                "eventType",
                "Microsoft.MachineLearningServices.RunCompleted",
                "eventTime",
                time.instant().toString(),
                "data",
                Map.of("experimentName", "late", "runId", job.name(), "runType", "azureml.PipelineRun"),
                "dataVersion",
                "2",
                "metadataVersion",
                "1");
    }

    @Override
    public Map<String, Integer> split() {
        synchronized (arm) {
            ObjectNode endpoint = endpoints.state(Story.MODEL);
            Map<String, Integer> weights = new TreeMap<>();
            FakeEndpoints.shares(endpoint).forEach((deployment, weight) -> {
                if (weight > 0) {
                    weights.put(version(deployment), weight);
                }
            });
            return weights;
        }
    }

    private String version(String deployment) {
        return deployments
                .state(Story.MODEL, deployment)
                .at("/tags/loopkeeper-version")
                .asText();
    }

    @Override
    public void served(String version, Instant at, long requests, long errors, double millis) {
        traffic.served(Story.MODEL, DeploymentName.find(version), at, requests, errors, millis);
    }

    @Override
    public void close() {
        apps.close();
        mail.close();
        logs.close();
        identity.close();
        arm.close();
        assertThat(arm.breaches())
                .as("calls that the official description does not allow")
                .isEmpty();
    }
}
