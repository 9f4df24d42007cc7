package dev.loopkeeper.gcp.vertex.fake;

import com.google.cloud.aiplatform.v1.ListModelDeploymentMonitoringJobsResponse;
import com.google.cloud.aiplatform.v1.ModelDeploymentMonitoringJob;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Model Monitoring jobs: one an endpoint, with the fields that the service requires. */
public final class FakeMonitoringJobs {
    private final Map<String, ModelDeploymentMonitoringJob.Builder> all = new TreeMap<>();

    public List<ModelDeploymentMonitoringJob> jobs() {
        return all.values().stream()
                .map(ModelDeploymentMonitoringJob.Builder::build)
                .toList();
    }

    String create(String parent, FakeCall call) {
        ModelDeploymentMonitoringJob.Builder job = call.as(ModelDeploymentMonitoringJob.newBuilder());
        if (job.getDisplayName().isEmpty()
                || job.getModelDeploymentMonitoringObjectiveConfigsCount() == 0
                || !job.hasLoggingSamplingStrategy()
                || job.getModelDeploymentMonitoringScheduleConfig()
                                .getMonitorInterval()
                                .getSeconds()
                        < 3_600) {
            throw ApiError.invalid("display_name, objectives, sampling and an interval of an hour or more are needed");
        }
        if (all.values().stream().anyMatch(j -> j.getEndpoint().equals(job.getEndpoint()))) {
            throw ApiError.exists("ModelDeploymentMonitoringJob of " + job.getEndpoint());
        }
        String name = parent + "/modelDeploymentMonitoringJobs/" + (all.size() + 1);
        all.put(name, job.setName(name));
        return FakeCall.json(job);
    }

    String list(FakeCall call) {
        String filter = call.query().getOrDefault("filter", "");
        if (!filter.matches("labels\\.[a-z0-9_-]+=\"[a-z0-9_-]+\"")) {
            throw ApiError.invalid("filter '" + filter + "' is not understood");
        }
        String[] sides = filter.replace("labels.", "").replace("\"", "").split("=");
        ListModelDeploymentMonitoringJobsResponse.Builder page = ListModelDeploymentMonitoringJobsResponse.newBuilder();
        all.values().stream()
                .filter(job -> job.getLabelsOrDefault(sides[0], "").equals(sides[1]))
                .forEach(page::addModelDeploymentMonitoringJobs);
        return FakeCall.json(page);
    }

    String get(String name) {
        return FakeCall.json(at(name));
    }

    String patch(String name, FakeCall call) {
        if (!"model_deployment_monitoring_objective_configs".equals(call.query().get("updateMask"))) {
            throw ApiError.invalid("updateMask " + call.query());
        }
        at(name).clearModelDeploymentMonitoringObjectiveConfigs()
                .addAllModelDeploymentMonitoringObjectiveConfigs(call.as(ModelDeploymentMonitoringJob.newBuilder())
                        .getModelDeploymentMonitoringObjectiveConfigsList());
        return FakeCall.json(at(name));
    }

    private ModelDeploymentMonitoringJob.Builder at(String name) {
        return Optional.ofNullable(all.get(name))
                .orElseThrow(() -> ApiError.notFound("ModelDeploymentMonitoringJob " + name));
    }
}
