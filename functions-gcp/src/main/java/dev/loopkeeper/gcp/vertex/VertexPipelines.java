package dev.loopkeeper.gcp.vertex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loopkeeper.connectors.rest.RestAnswer;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.host.SpecFiles;
import dev.loopkeeper.retrain.TrainingService;
import dev.loopkeeper.retrain.TrainingStatus;
import dev.loopkeeper.store.ObjectStore;

/**
 * Trains with Vertex AI Pipelines ({@code training.service: vertex-pipelines}): a compiled Kubeflow pipeline at
 * {@code models/<model>/pipeline.yaml}, else {@code pipelines/pipeline.yaml}, runs as a pipeline job.
 *
 * <p>The job's id follows from model, run and attempt, so a repeat meets the first job. The pipeline must declare the
 * parameter {@code request}, and may declare {@code output}, {@code model}, {@code run_id}, {@code attempt} and any
 * name below {@code training.params}. Follows the discovery document of {@code aiplatform} v1:
 * {@code pipelineJobs.create/get/cancel}.
 */
public final class VertexPipelines implements TrainingService {
    static final String FILE = "pipeline.yaml";

    private final VertexApi api;
    private final ObjectStore store;
    private final SpecFiles specs;
    private final String serviceAccount;

    /** @param serviceAccount e-mail the steps run as, empty for the project's default one */
    public VertexPipelines(VertexApi api, ObjectStore store, String serviceAccount) {
        this.api = api;
        this.store = store;
        this.specs = new SpecFiles(store);
        this.serviceAccount = serviceAccount;
    }

    @Override
    public String submit(String model, String runId, int attempt, String requestKey) {
        Attempt a = new Attempt(model, runId, attempt);
        String resource = api.place().parent() + "/pipelineJobs";
        // Our own id makes a second arrival a refusal, so the call may be repeated.
        RestAnswer answer = api.send(
                "POST", resource + "?pipelineJobId=" + a.jobId(), job(a, requestKey), true, "start of " + a.what());
        if (!answer.ok() && !Refusal.duplicate(answer, a.what(), a.jobId())) {
            throw refused(answer, "start of " + a.what());
        }
        return resource + "/" + a.jobId();
    }

    /** A conflict with another call passes; what else is refused is a failed attempt that the team is told of. */
    private static LoopException refused(RestAnswer answer, String what) {
        return answer.status() == 409
                ? LoopException.transientFailure(what + " has to wait: 409 " + answer.reason(), null)
                : VertexApi.refused(answer, what);
    }

    private ObjectNode job(Attempt a, String requestKey) {
        PipelineSpec pipeline = PipelineSpec.of(specs.read(a.model(), FILE));
        ObjectNode job = JsonNodeFactory.instance.objectNode().put("displayName", a.jobId());
        a.label(job);
        job.set("pipelineSpec", pipeline.spec());
        ObjectNode runtime = job.putObject("runtimeConfig")
                .put("gcsOutputDirectory", api.place().uri(VertexKeys.pipelineRoot(a.model())))
                .put("failurePolicy", "PIPELINE_FAILURE_POLICY_FAIL_FAST");
        runtime.set(
                "parameterValues",
                pipeline.values(a.parameters(store, api.place(), requestKey), "pipeline of model " + a.model()));
        if (!serviceAccount.isEmpty()) {
            job.put("serviceAccount", serviceAccount);
        }
        return job;
    }

    @Override
    public TrainingStatus status(String model, String runId, int attempt) {
        Attempt a = new Attempt(model, runId, attempt);
        return api.find(resource(a), a.what()).map(JobStates::of).orElse(new TrainingStatus.Unknown());
    }

    @Override
    public void cancel(String model, String runId, int attempt) {
        Attempt a = new Attempt(model, runId, attempt);
        JsonNode none = JsonNodeFactory.instance.objectNode();
        // One that has ended, or never was, is refused: there is nothing to stop then.
        api.send("POST", resource(a) + ":cancel", none, true, "stop of " + a.what());
    }

    private String resource(Attempt a) {
        return api.place().parent() + "/pipelineJobs/" + a.jobId();
    }
}
