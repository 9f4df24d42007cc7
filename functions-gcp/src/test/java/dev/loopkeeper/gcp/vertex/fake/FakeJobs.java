package dev.loopkeeper.gcp.vertex.fake;

import com.google.cloud.aiplatform.v1.CustomJob;
import com.google.cloud.aiplatform.v1.JobState;
import com.google.cloud.aiplatform.v1.ListCustomJobsResponse;
import com.google.cloud.aiplatform.v1.PipelineJob;
import com.google.cloud.aiplatform.v1.PipelineState;
import com.google.protobuf.Timestamp;
import com.google.rpc.Status;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Pipeline jobs, whose id the caller gives, and custom jobs, whose id nobody can. */
public final class FakeJobs {
    private final InstantSource clock;
    private final Map<String, PipelineJob.Builder> pipelines = new TreeMap<>();
    private final Map<String, CustomJob.Builder> customs = new TreeMap<>();
    private int listsBehind;

    FakeJobs(InstantSource clock) {
        this.clock = clock;
    }

    /** So many lists of custom jobs show nothing yet. */
    public void listsBehind(int lists) {
        listsBehind = lists;
    }

    public List<PipelineJob> pipelineJobs() {
        return pipelines.values().stream().map(PipelineJob.Builder::build).toList();
    }

    public List<CustomJob> customJobs() {
        return customs.values().stream().map(CustomJob.Builder::build).toList();
    }

    /** Ends a job that is active after it ran for a time; with a reason it failed. */
    public void end(String name, Duration ran, Optional<String> failure) {
        Timestamp start = stamp(Duration.ZERO);
        Timestamp end = stamp(ran);
        Status error = failure.map(
                        f -> Status.newBuilder().setCode(9).setMessage(f).build())
                .orElse(Status.getDefaultInstance());
        Optional.ofNullable(pipelines.get(name)).filter(FakeJobs::active).ifPresent(job -> {
            job.setStartTime(start).setEndTime(end);
            job.setState(
                    failure.isPresent() ? PipelineState.PIPELINE_STATE_FAILED : PipelineState.PIPELINE_STATE_SUCCEEDED);
            failure.ifPresent(f -> job.setError(error));
        });
        Optional.ofNullable(customs.get(name)).filter(FakeJobs::active).ifPresent(job -> {
            job.setStartTime(start).setEndTime(end);
            job.setState(failure.isPresent() ? JobState.JOB_STATE_FAILED : JobState.JOB_STATE_SUCCEEDED);
            failure.ifPresent(f -> job.setError(error));
        });
    }

    /** Shows a job in another state, as time passes. */
    public void show(String name, PipelineState state) {
        pipelines.get(name).setState(state);
    }

    String createPipeline(String parent, FakeCall call) {
        PipelineJob.Builder job = call.as(PipelineJob.newBuilder());
        String id = call.query().getOrDefault("pipelineJobId", "");
        if (!id.matches("[a-z][-a-z0-9]{0,126}")) {
            throw ApiError.invalid("pipeline_job_id '" + id + "' is not allowed");
        }
        if (!job.getPipelineSpec().containsFields("root")
                || !job.getRuntimeConfig().getGcsOutputDirectory().startsWith("gs://")) {
            throw ApiError.invalid("a pipeline job needs a pipeline_spec and runtime_config.gcs_output_directory");
        }
        checkParameters(job);
        String name = parent + "/pipelineJobs/" + id;
        if (pipelines.containsKey(name)) {
            throw ApiError.exists("PipelineJob " + name);
        }
        job.setName(name).setState(PipelineState.PIPELINE_STATE_PENDING).setCreateTime(stamp(Duration.ZERO));
        pipelines.put(name, job);
        return FakeCall.json(job);
    }

    private static void checkParameters(PipelineJob.Builder job) {
        var declared = job.getPipelineSpec()
                .getFieldsOrThrow("root")
                .getStructValue()
                .getFieldsOrThrow("inputDefinitions")
                .getStructValue()
                .getFieldsOrThrow("parameters")
                .getStructValue();
        for (String name : job.getRuntimeConfig().getParameterValuesMap().keySet()) {
            if (!declared.containsFields(name)) {
                throw ApiError.invalid("the pipeline declares no parameter " + name);
            }
        }
    }

    String getPipeline(String name) {
        return FakeCall.json(pipeline(name));
    }

    String cancelPipeline(String name) {
        if (!active(pipeline(name))) {
            throw ApiError.precondition("PipelineJob " + name + " has ended");
        }
        pipelines.get(name).setState(PipelineState.PIPELINE_STATE_CANCELLED).setEndTime(stamp(Duration.ZERO));
        return "{}";
    }

    String createCustom(String parent, FakeCall call) {
        CustomJob.Builder job = call.as(CustomJob.newBuilder());
        if (job.getJobSpec().getWorkerPoolSpecsCount() == 0
                || job.getDisplayName().isEmpty()) {
            throw ApiError.invalid("a custom job needs a display_name and job_spec.worker_pool_specs");
        }
        String name = parent + "/customJobs/" + (5_000_000_000_000_000_000L + customs.size());
        job.setName(name).setState(JobState.JOB_STATE_PENDING).setCreateTime(stamp(Duration.ofSeconds(customs.size())));
        customs.put(name, job);
        return FakeCall.json(job);
    }

    String getCustom(String name) {
        return FakeCall.json(custom(name));
    }

    String listCustom(FakeCall call) {
        ListCustomJobsResponse.Builder page = ListCustomJobsResponse.newBuilder();
        if (listsBehind > 0) {
            listsBehind--;
            return FakeCall.json(page);
        }
        String filter = call.query().getOrDefault("filter", "");
        customs.values().stream().filter(job -> fits(job, filter)).forEach(page::addCustomJobs);
        return FakeCall.json(page);
    }

    private static boolean fits(CustomJob.Builder job, String filter) {
        for (String term : filter.split(" AND ")) {
            if (!term.matches("labels\\.[a-z0-9_-]+=[a-z0-9_-]+")) {
                throw ApiError.invalid("filter '" + filter + "' is not understood");
            }
            String[] sides = term.substring("labels.".length()).split("=");
            if (!job.getLabelsOrDefault(sides[0], "").equals(sides[1])) {
                return false;
            }
        }
        return true;
    }

    String cancelCustom(String name) {
        if (!active(custom(name))) {
            throw ApiError.precondition("CustomJob " + name + " has ended");
        }
        customs.get(name).setState(JobState.JOB_STATE_CANCELLED).setEndTime(stamp(Duration.ZERO));
        return "{}";
    }

    private static boolean active(PipelineJob.Builder job) {
        return job.getState() == PipelineState.PIPELINE_STATE_PENDING
                || job.getState() == PipelineState.PIPELINE_STATE_RUNNING;
    }

    private static boolean active(CustomJob.Builder job) {
        return job.getState() == JobState.JOB_STATE_PENDING || job.getState() == JobState.JOB_STATE_RUNNING;
    }

    private PipelineJob.Builder pipeline(String name) {
        return Optional.ofNullable(pipelines.get(name)).orElseThrow(() -> ApiError.notFound("PipelineJob " + name));
    }

    private CustomJob.Builder custom(String name) {
        return Optional.ofNullable(customs.get(name)).orElseThrow(() -> ApiError.notFound("CustomJob " + name));
    }

    private Timestamp stamp(Duration later) {
        return Timestamp.newBuilder()
                .setSeconds(clock.instant().plus(later).getEpochSecond())
                .build();
    }
}
