package dev.loopkeeper.gcp.whole;

import com.google.cloud.aiplatform.v1.Endpoint;
import com.google.cloud.aiplatform.v1.PipelineJob;
import com.google.cloud.aiplatform.v1.PipelineState;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.gcp.emulators.FakeGcs;
import dev.loopkeeper.gcp.monitoring.FakeMonitoring;
import dev.loopkeeper.gcp.store.Buckets;
import dev.loopkeeper.gcp.store.GcsObjectStore;
import dev.loopkeeper.gcp.vertex.DeployedModelId;
import dev.loopkeeper.gcp.vertex.fake.VertexFake;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.store.ObjectStore;
import dev.loopkeeper.testkit.whole.Deployed;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** Google Cloud on loopback: real invokers of the deployable jar, emulators and fakes of the services around them. */
public final class GoogleSite implements Deployed {
    private static final Path PIPELINE = Path.of("../infra/pipelines/vertex/pipeline.yaml");

    private final String project = "site-" + UUID.randomUUID().toString().substring(0, 8);
    private final String parent = "projects/" + project + "/locations/europe-west4";
    private final String endpoint = parent + "/endpoints/" + Story.MODEL;
    private final String state = FakeGcs.shared().newBucket();
    private final String uploads = FakeGcs.shared().newBucket();
    private final GcsObjectStore store =
            new GcsObjectStore(FakeGcs.rest(), FakeGcs.shared().host(), new Buckets(state, uploads));
    private final FakeMonitoring monitoring = new FakeMonitoring();
    private final Mail mail = Mail.in(project);
    private final VertexFake vertex;
    private final Invokers invokers;
    private final Postman postman;

    public GoogleSite(StoryTime time, long seed) {
        vertex = new VertexFake(time);
        vertex.endpoints().create(endpoint, Story.MODEL);
        invokers = new Invokers(env(), time, mail, this::endOperations);
        postman = new Postman(invokers, seed);
        try {
            store.put("pipelines/pipeline.yaml", Files.readAllBytes(PIPELINE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> env() {
        Map<String, String> env = new LinkedHashMap<>();
        env.put("LOOPKEEPER_PROJECT", project);
        env.put("LOOPKEEPER_REGION", "europe-west4");
        env.put("LOOPKEEPER_STATE_BUCKET", state);
        env.put("LOOPKEEPER_DATA_BUCKET", uploads);
        env.put("STORAGE_EMULATOR_HOST", FakeGcs.shared().host());
        env.put("PUBSUB_EMULATOR_HOST", mail.host());
        env.put("LOOPKEEPER_VERTEX_HOST", vertex.host());
        env.put("LOOPKEEPER_MONITORING_HOST", monitoring.base());
        env.put("VERTEX_SERVING_IMAGE", "europe-docker.pkg.dev/my-project/serving/image");
        return env;
    }

    /** Operations end whether or not the process that began them lives to ask. */
    private void endOperations() {
        synchronized (vertex) {
            vertex.operations().endAll();
        }
    }

    @Override
    public void loseAnswers() {
        dieAt(StepName.START_TRAINING, "POST", "/pipelineJobs");
        dieAt(StepName.UPDATE_REGISTRY, "POST", "/models:upload");
        dieAt(StepName.UPDATE_REGISTRY, "POST", ":mergeVersionAliases");
        dieAt(StepName.ADJUST_TRAFFIC, "POST", ":deployModel");
        dieAt(StepName.ADJUST_TRAFFIC, "PATCH", "/endpoints/");
    }

    /** The process of a step dies while the service does what the next such call asks: its answer is lost. */
    private void dieAt(StepName step, String method, String part) {
        vertex.faults().beforeNext(method, part, () -> invokers.kill(step));
    }

    @Override
    public int killed() {
        return invokers.killed();
    }

    @Override
    public String course() {
        return postman + ", " + killed() + " processes killed, " + mail;
    }

    @Override
    public int submitted() {
        return vertex.jobs().pipelineJobs().size();
    }

    @Override
    public int registered() {
        return vertex.models().versions(parent + "/models/" + Story.MODEL).size();
    }

    @Override
    public ObjectStore store() {
        return store;
    }

    /** Uploads have triggers of their own, results a notification on the topic of their step; no other object tells. */
    @Override
    public void stored(String key) {
        ObjectInfo object = store.stat(key).orElseThrow();
        if (key.startsWith("runs/")) {
            mail.publish(StepName.COMPARE_METRICS, described(state, object), noted(state, object));
        } else {
            mail.notice(StepName.INGEST_DATA, described(uploads, object), noted(uploads, object));
            mail.notice(StepName.SCORE_OUTCOMES, described(uploads, object), noted(uploads, object));
        }
    }

    /** An object in the words of Cloud Storage's JSON API. */
    private static byte[] described(String bucket, ObjectInfo object) {
        return Json.write(new TreeMap<>(Map.of(
                "kind",
                "storage#object",
                "bucket",
                bucket,
                "name",
                object.key(),
                "generation",
                object.version(),
                "size",
                Long.toString(object.size()))));
    }

    /** The attributes of a bucket's notification. */
    private static Map<String, String> noted(String bucket, ObjectInfo object) {
        return Map.of(
                "eventType",
                "OBJECT_FINALIZE",
                "payloadFormat",
                "JSON_API_V1",
                "bucketId",
                bucket,
                "objectId",
                object.key(),
                "objectGeneration",
                object.version());
    }

    /** What Cloud Scheduler publishes. */
    @Override
    public void timer(StepName step) {
        mail.publish(step, Json.write(Map.of("step", step.text())), Map.of());
    }

    @Override
    public void settle() {
        postman.round();
    }

    @Override
    public List<Job> jobs() {
        return vertex.jobs().pipelineJobs().stream()
                .filter(job -> job.getState() == PipelineState.PIPELINE_STATE_PENDING
                        || job.getState() == PipelineState.PIPELINE_STATE_RUNNING)
                .map(job -> new Job(job.getName(), uri(job).replaceFirst("gs://[^/]+/", "")))
                .toList();
    }

    private static String uri(PipelineJob job) {
        return job.getRuntimeConfig().getParameterValuesOrThrow("request").getStringValue();
    }

    @Override
    public void begin(Job job) {
        vertex.jobs().show(job.name(), PipelineState.PIPELINE_STATE_RUNNING);
    }

    @Override
    public void train(Job job) {
        TrainerProcess.pipeline(
                System.getProperty("loopkeeper.gcp.jar"),
                "gs://" + state + "/" + job.requestKey(),
                Map.of("STORAGE_EMULATOR_HOST", FakeGcs.shared().host(), "LOOPKEEPER_DATA_BUCKET", uploads));
    }

    @Override
    public void end(Job job, Duration ran) {
        vertex.jobs().end(job.name(), ran, Optional.empty());
    }

    @Override
    public Map<String, Integer> split() {
        Endpoint found = vertex.endpoints().state(endpoint);
        Map<String, Integer> weights = new TreeMap<>();
        found.getDeployedModelsList().forEach(deployed -> {
            int weight = found.getTrafficSplitOrDefault(deployed.getId(), 0);
            if (weight > 0) {
                weights.put(deployed.getDisplayName(), weight);
            }
        });
        return weights;
    }

    @Override
    public void served(String version, Instant at, long requests, long errors, double millis) {
        monitoring.served(Story.MODEL, DeployedModelId.find(version), at, requests, errors, millis);
    }

    @Override
    public void close() {
        invokers.close();
        mail.close();
        monitoring.close();
        vertex.close();
    }
}
