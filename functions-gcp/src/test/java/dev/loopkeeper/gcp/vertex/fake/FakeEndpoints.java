package dev.loopkeeper.gcp.vertex.fake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.cloud.aiplatform.v1.DeployModelRequest;
import com.google.cloud.aiplatform.v1.DeployedModel;
import com.google.cloud.aiplatform.v1.Endpoint;
import com.google.cloud.aiplatform.v1.ListEndpointsResponse;
import com.google.cloud.aiplatform.v1.UndeployModelRequest;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Endpoints: what the service's documents say of etags, splits, ids and undeployment. */
public final class FakeEndpoints {
    private final FakeOperations operations;
    private final FakeModels models;
    private final Map<String, Endpoint.Builder> all = new TreeMap<>();
    private final Set<String> onTheirWay = new HashSet<>();
    private Optional<String> nextFailure = Optional.empty();
    private ApiError stale = new ApiError(409, "ABORTED", "Specified etag does not match server etag.");
    private boolean ofContent;
    private long etags;

    FakeEndpoints(FakeOperations operations, FakeModels models) {
        this.operations = operations;
        this.models = models;
    }

    /** An endpoint without deployments; {@code resource} is its full name. */
    public void create(String resource, String displayName) {
        Endpoint.Builder made = Endpoint.newBuilder().setName(resource).setDisplayName(displayName);
        all.put(resource, touched(made));
    }

    /** The next deployment is accepted and then fails. */
    public void failNextDeployment(String reason) {
        nextFailure = Optional.of(reason);
    }

    /** How a stale etag is refused from now on. */
    public void refuseStaleWith(int status, String word, String message) {
        stale = new ApiError(status, word, message);
    }

    /** Deploys as somebody else does. */
    public void deployByHand(String resource, String id, String model, String version, String displayName) {
        Endpoint.Builder endpoint = at(resource);
        endpoint.addDeployedModels(DeployedModel.newBuilder()
                .setId(id)
                .setModel(model)
                .setModelVersionId(version)
                .setDisplayName(displayName));
        touched(endpoint);
    }

    /** Sets the split, by deployed id, without an etag. */
    public void shiftByHand(String resource, Map<String, Integer> split) {
        touched(at(resource).clearTrafficSplit().putAllTrafficSplit(split));
    }

    public void label(String resource, String key, String value) {
        touched(at(resource).putLabels(key, value));
    }

    public Endpoint state(String resource) {
        return at(resource).build();
    }

    String get(String resource) {
        return FakeCall.json(at(resource));
    }

    String list(FakeCall call) {
        ListEndpointsResponse.Builder found = ListEndpointsResponse.newBuilder();
        String wanted = call.query().getOrDefault("filter", "");
        all.values().stream()
                .filter(e -> wanted.isEmpty() || wanted.equals("display_name=\"" + e.getDisplayName() + "\""))
                .forEach(found::addEndpoints);
        return FakeCall.json(found);
    }

    String patch(String resource, FakeCall call) {
        Endpoint.Builder wanted = call.as(Endpoint.newBuilder());
        Endpoint.Builder endpoint = at(resource);
        Set<String> mask = Set.of(call.query().getOrDefault("updateMask", "").split(","));
        if (!Set.of("trafficSplit", "labels").containsAll(mask)) {
            throw ApiError.invalid("update_mask " + mask + " is more than trafficSplit and labels");
        }
        if (!wanted.getEtag().isEmpty() && !wanted.getEtag().equals(endpoint.getEtag())) {
            throw stale;
        }
        if (mask.contains("labels")) {
            endpoint.clearLabels().putAllLabels(wanted.getLabelsMap());
        }
        if (mask.contains("trafficSplit")) {
            checkSplit(endpoint, wanted.getTrafficSplitMap());
            endpoint.clearTrafficSplit().putAllTrafficSplit(wanted.getTrafficSplitMap());
        }
        return FakeCall.json(touched(endpoint));
    }

    private static void checkSplit(Endpoint.Builder endpoint, Map<String, Integer> split) {
        int sum = split.values().stream().mapToInt(Integer::intValue).sum();
        if (sum != 100 && !split.isEmpty()) {
            throw ApiError.invalid("traffic_split must add up to 100, adds up to " + sum);
        }
        split.keySet().stream()
                .filter(id -> !deployed(endpoint, id))
                .findFirst()
                .ifPresent(id -> {
                    throw ApiError.invalid("traffic_split names unknown DeployedModel " + id);
                });
    }

    String deploy(String resource, FakeCall call) {
        DeployModelRequest request = call.as(DeployModelRequest.newBuilder()).build();
        DeployedModel asked = request.getDeployedModel();
        Endpoint.Builder endpoint = at(resource);
        if (!asked.getId().matches("[0-9]{1,10}")) {
            throw ApiError.invalid("deployed_model.id must be 1-10 digits");
        }
        if (asked.getDedicatedResources().getMinReplicaCount() < 1
                || asked.getDedicatedResources()
                        .getMachineSpec()
                        .getMachineType()
                        .isEmpty()) {
            throw ApiError.invalid("dedicated_resources need a machine type and at least one replica");
        }
        String version = models.versionOf(asked.getModel());
        String key = resource + "#" + asked.getId();
        if (deployed(endpoint, asked.getId()) || !onTheirWay.add(key)) {
            throw ApiError.invalid("DeployedModel with id " + asked.getId() + " already exists in the endpoint");
        }
        Optional<String> failure = nextFailure;
        nextFailure = Optional.empty();
        return operations.start(resource, "DeployModelOperationMetadata", () -> {
            onTheirWay.remove(key);
            failure.ifPresent(reason -> {
                throw new ApiError(400, "INTERNAL", reason);
            });
            endpoint.addDeployedModels(asked.toBuilder().setModelVersionId(version));
            endpoint.putAllTrafficSplit(request.getTrafficSplitMap());
            touched(endpoint);
            ObjectNode response = FakeOperations.response("DeployModelResponse");
            response.putObject("deployedModel").put("id", asked.getId());
            return response;
        });
    }

    String undeploy(String resource, FakeCall call) {
        UndeployModelRequest request =
                call.as(UndeployModelRequest.newBuilder()).build();
        Endpoint.Builder endpoint = at(resource);
        String id = request.getDeployedModelId();
        if (!deployed(endpoint, id)) {
            throw ApiError.notFound("DeployedModel " + id);
        }
        if (endpoint.getTrafficSplitOrDefault(id, 0) > 0 && endpoint.getDeployedModelsCount() > 1) {
            throw ApiError.precondition("DeployedModel " + id + " still has traffic");
        }
        return operations.start(resource, "UndeployModelOperationMetadata", () -> {
            undeployByHand(resource, id);
            return FakeOperations.response("UndeployModelResponse");
        });
    }

    /** Removes a deployment as somebody else does. */
    public void undeployByHand(String resource, String id) {
        Endpoint.Builder endpoint = at(resource);
        for (int i = endpoint.getDeployedModelsCount() - 1; i >= 0; i--) {
            if (endpoint.getDeployedModels(i).getId().equals(id)) {
                endpoint.removeDeployedModels(i).removeTrafficSplit(id);
            }
        }
        touched(endpoint);
    }

    private static boolean deployed(Endpoint.Builder endpoint, String id) {
        return endpoint.getDeployedModelsList().stream().anyMatch(d -> d.getId().equals(id));
    }

    /** Etags follow from what an endpoint holds from now on: the same content, the same etag. */
    public void makeEtagsOfContent() {
        ofContent = true;
    }

    private Endpoint.Builder touched(Endpoint.Builder endpoint) {
        if (ofContent) {
            return endpoint.clearEtag().setEtag("hash" + endpoint.build().hashCode());
        }
        return endpoint.setEtag("AMEw9y" + ++etags);
    }

    private Endpoint.Builder at(String resource) {
        Endpoint.Builder endpoint = all.get(resource);
        if (endpoint == null) {
            throw ApiError.notFound("Endpoint " + resource);
        }
        return endpoint;
    }
}
