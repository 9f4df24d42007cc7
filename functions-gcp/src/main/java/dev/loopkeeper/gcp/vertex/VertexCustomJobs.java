package dev.loopkeeper.gcp.vertex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.host.SpecFiles;
import dev.loopkeeper.retrain.TrainingService;
import dev.loopkeeper.retrain.TrainingStatus;
import dev.loopkeeper.store.ObjectStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Trains with a custom job ({@code training.service: vertex-custom}): the {@code CustomJobSpec} at
 * {@code models/<model>/custom-job.yaml}, else {@code pipelines/custom-job.yaml}, with {@code LOOPKEEPER_REQUEST},
 * {@code LOOPKEEPER_OUTPUT}, {@code LOOPKEEPER_MODEL}, {@code LOOPKEEPER_RUN_ID} and {@code LOOPKEEPER_ATTEMPT} in
 * every container's environment.
 *
 * <p>The service takes no id of ours. A job is looked for by its labels before one is made, and the one that was made
 * is written down; of several for one attempt the first counts and the others are stopped. Follows the discovery
 * document of {@code aiplatform} v1: {@code customJobs.create/get/list/cancel}.
 */
public final class VertexCustomJobs implements TrainingService {
    static final String FILE = "custom-job.yaml";

    /** The job that counts for an attempt. */
    record Made(String job) {}

    private final VertexApi api;
    private final ObjectStore store;
    private final SpecFiles specs;

    public VertexCustomJobs(VertexApi api, ObjectStore store) {
        this.api = api;
        this.store = store;
        this.specs = new SpecFiles(store);
    }

    @Override
    public String submit(String model, String runId, int attempt, String requestKey) {
        Attempt a = new Attempt(model, runId, attempt);
        Optional<String> known =
                written(a).or(() -> searched(a).stream().findFirst().map(VertexCustomJobs::name));
        return counting(a, known.orElseGet(() -> create(a, requestKey)));
    }

    private String create(Attempt a, String requestKey) {
        String what = "start of " + a.what();
        ObjectNode job = JsonNodeFactory.instance.objectNode().put("displayName", a.jobId());
        a.label(job);
        ObjectNode spec = specs.read(a.model(), FILE);
        job.set("jobSpec", spec);
        Map<String, String> values = a.parameters(store, api.place(), requestKey);
        boolean told = false;
        for (JsonNode pool : spec.path("workerPoolSpecs")) {
            if (pool.path("containerSpec") instanceof ObjectNode container) {
                tell(container, values);
                told = true;
            }
        }
        if (!told) {
            throw LoopException.poison(FILE + " of model " + a.model()
                    + " must have workerPoolSpecs with a containerSpec, which is told where request.json is");
        }
        String collection = api.place().parent() + "/customJobs";
        return name(VertexApi.good(api.send("POST", collection, job, false, what), what));
    }

    private static void tell(ObjectNode container, Map<String, String> values) {
        ArrayNode env = container.withArray("env");
        for (String name : List.of("request", "output", "model", "run_id", "attempt")) {
            env.addObject()
                    .put("name", "LOOPKEEPER_" + name.toUpperCase(Locale.ROOT))
                    .put("value", values.get(name));
        }
    }

    /** Writes down which job counts; whoever was first decides. Others are stopped by the next look. */
    private String counting(Attempt a, String job) {
        return store.putIfAbsent(key(a), Json.write(new Made(job)))
                ? job
                : written(a).orElse(job);
    }

    @Override
    public TrainingStatus status(String model, String runId, int attempt) {
        Attempt a = new Attempt(model, runId, attempt);
        List<JsonNode> found = searched(a);
        Optional<String> counts = written(a).or(() -> found.stream().findFirst().map(VertexCustomJobs::name));
        if (counts.isEmpty()) {
            return new TrainingStatus.Unknown();
        }
        found.forEach(job -> stopUnless(job, counts.get()));
        return api.find(counts.get(), a.what()).map(JobStates::of).orElse(new TrainingStatus.Unknown());
    }

    @Override
    public void cancel(String model, String runId, int attempt) {
        Attempt a = new Attempt(model, runId, attempt);
        written(a).ifPresent(this::stop);
        searched(a).forEach(job -> stopUnless(job, ""));
    }

    private void stopUnless(JsonNode job, String counts) {
        if (!name(job).equals(counts) && JobStates.active(job)) {
            stop(name(job));
        }
    }

    private void stop(String job) {
        // One that has ended is refused: there is nothing to stop then.
        api.send("POST", job + ":cancel", JsonNodeFactory.instance.objectNode(), true, "stop of " + job);
    }

    private List<JsonNode> searched(Attempt a) {
        String collection = api.place().parent() + "/customJobs";
        List<JsonNode> jobs = new ArrayList<>(api.list(collection, "customJobs", a.filter(), "jobs of " + a.what()));
        jobs.sort(Comparator.comparing(job -> job.path("createTime").asText() + name(job)));
        return jobs;
    }

    private Optional<String> written(Attempt a) {
        return store.get(key(a)).map(body -> Json.read(body, Made.class, key(a)).job());
    }

    private static String key(Attempt a) {
        return VertexKeys.job(a.model(), Labels.value(a.runId()), a.number());
    }

    private static String name(JsonNode job) {
        return job.path("name").asText();
    }
}
