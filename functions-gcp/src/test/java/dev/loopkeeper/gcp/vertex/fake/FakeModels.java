package dev.loopkeeper.gcp.vertex.fake;

import com.google.cloud.aiplatform.v1.ImportModelEvaluationRequest;
import com.google.cloud.aiplatform.v1.ListModelEvaluationsResponse;
import com.google.cloud.aiplatform.v1.ListModelVersionsResponse;
import com.google.cloud.aiplatform.v1.MergeVersionAliasesRequest;
import com.google.cloud.aiplatform.v1.Model;
import com.google.cloud.aiplatform.v1.ModelEvaluation;
import com.google.cloud.aiplatform.v1.UploadModelRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The Model Registry: version ids count up, exactly one version of a model is {@code default}, labels are checked. */
public final class FakeModels {
    private static final String LABEL = "[a-z0-9_-]{0,63}";
    private static final String DEFAULT = "default";

    private final FakeOperations operations;
    private final Map<String, List<Model.Builder>> all = new TreeMap<>();
    private final Map<String, List<ModelEvaluation>> evaluations = new TreeMap<>();
    private final Set<String> reserved = new HashSet<>();
    private Optional<ApiError> nextFailure = Optional.empty();
    private boolean aliasesMove = true;
    private int listsBehind;

    FakeModels(FakeOperations operations) {
        this.operations = operations;
    }

    /** The next upload is accepted and then fails. */
    public void failNextUpload(String word, String reason) {
        nextFailure = Optional.of(new ApiError(400, word, reason));
    }

    /** Whether an alias added to a version is taken from the one that had it; {@code default} always is. */
    public void aliasesMove(boolean move) {
        aliasesMove = move;
    }

    /** So many lists do not show the newest version of a model yet. */
    public void listsBehind(int lists) {
        listsBehind = lists;
    }

    /** Adds a version as somebody else does; {@code resource} is the model's full name. */
    public void addByHand(String resource) {
        add(resource, Model.newBuilder().setDisplayName("by hand"));
    }

    public List<Model> versions(String resource) {
        return all.getOrDefault(resource, List.of()).stream()
                .map(Model.Builder::build)
                .toList();
    }

    /** Evaluations of a version, by its full name with {@code @}. */
    public List<ModelEvaluation> evaluations(String version) {
        return evaluations.getOrDefault(version, List.of());
    }

    /** The version id that a name with {@code @} means. */
    String versionOf(String name) {
        return at(name).getVersionId();
    }

    String get(String resource) {
        List<Model.Builder> versions = all.get(resource);
        if (versions == null) {
            throw ApiError.notFound("Model " + resource);
        }
        return FakeCall.json(versions.get(versions.size() - 1));
    }

    String upload(String parent, FakeCall call) {
        UploadModelRequest request = call.as(UploadModelRequest.newBuilder()).build();
        check(request.getModel());
        boolean first = request.getParentModel().isEmpty();
        String resource = first ? parent + "/models/" + request.getModelId() : request.getParentModel();
        if (first && !request.getModelId().matches("[a-z_][a-z0-9_-]{0,62}")) {
            throw ApiError.invalid("model_id '" + request.getModelId() + "' is not allowed");
        }
        if (first && (all.containsKey(resource) || !reserved.add(resource))) {
            throw ApiError.exists("Model " + resource);
        }
        if (!first && !all.containsKey(resource)) {
            throw ApiError.notFound("Model " + resource);
        }
        Optional<ApiError> failure = nextFailure;
        nextFailure = Optional.empty();
        return operations.start(resource, "UploadModelOperationMetadata", () -> {
            reserved.remove(resource);
            failure.ifPresent(reason -> {
                throw reason;
            });
            String version = add(resource, request.getModel().toBuilder());
            return FakeOperations.response("UploadModelResponse")
                    .put("model", resource)
                    .put("modelVersionId", version);
        });
    }

    private static void check(Model model) {
        model.getLabelsMap().forEach((key, value) -> {
            if (!key.matches(LABEL) || !value.matches(LABEL)) {
                throw ApiError.invalid("label " + key + "=" + value + " is not allowed");
            }
        });
        if (model.getDisplayName().isEmpty()
                || model.getContainerSpec().getImageUri().isEmpty()) {
            throw ApiError.invalid("display_name and container_spec.image_uri are required");
        }
        if (!model.getArtifactUri().matches("gs://[^/]+/.*[^/]")) {
            throw ApiError.invalid("artifact_uri must be a folder in a bucket");
        }
    }

    private String add(String resource, Model.Builder model) {
        List<Model.Builder> versions = all.computeIfAbsent(resource, name -> new ArrayList<>());
        String id = Integer.toString(versions.size() + 1);
        if (versions.isEmpty()) {
            model.addVersionAliases(DEFAULT);
        }
        versions.add(model.setName(resource + "@" + id).setVersionId(id));
        return id;
    }

    String list(String resource, FakeCall call) {
        List<Model.Builder> versions = all.get(resource);
        if (versions == null) {
            throw ApiError.notFound("Model " + resource);
        }
        int shown = listsBehind > 0 ? versions.size() - 1 : versions.size();
        listsBehind = Math.max(0, listsBehind - 1);
        int from = Integer.parseInt(call.query().getOrDefault("pageToken", "0"));
        int to = Math.min(shown, from + Integer.parseInt(call.query().getOrDefault("pageSize", "100")));
        ListModelVersionsResponse.Builder page = ListModelVersionsResponse.newBuilder();
        versions.subList(from, to).forEach(page::addModels);
        return FakeCall.json(to < shown ? page.setNextPageToken(Integer.toString(to)) : page);
    }

    String merge(String name, FakeCall call) {
        Model.Builder version = at(name);
        for (String alias : call.as(MergeVersionAliasesRequest.newBuilder()).getVersionAliasesList()) {
            if (!alias.matches("-?[a-z][a-z0-9-]{0,126}[a-z0-9]")) {
                throw ApiError.invalid("alias '" + alias + "' is not allowed");
            }
            if (alias.equals("-" + DEFAULT)) {
                throw ApiError.precondition("a model must have exactly one default version");
            }
            if (alias.startsWith("-")) {
                drop(version, alias.substring(1));
            } else {
                give(name, version, alias);
            }
        }
        return FakeCall.json(version);
    }

    private void give(String name, Model.Builder version, String alias) {
        if (aliasesMove || alias.equals(DEFAULT)) {
            all.get(name.substring(0, name.indexOf('@'))).forEach(other -> drop(other, alias));
        } else {
            drop(version, alias);
        }
        version.addVersionAliases(alias);
    }

    private static void drop(Model.Builder version, String alias) {
        List<String> kept = version.getVersionAliasesList().stream()
                .filter(a -> !a.equals(alias))
                .toList();
        version.clearVersionAliases().addAllVersionAliases(kept);
    }

    String importEvaluation(String name, FakeCall call) {
        at(name);
        ModelEvaluation.Builder evaluation =
                call.as(ImportModelEvaluationRequest.newBuilder()).getModelEvaluationBuilder();
        if (!evaluation.getMetricsSchemaUri().startsWith("gs://") || !evaluation.hasMetrics()) {
            throw ApiError.invalid("an evaluation needs metrics and their schema");
        }
        List<ModelEvaluation> known = evaluations.computeIfAbsent(name, n -> new ArrayList<>());
        known.add(
                evaluation.setName(name + "/evaluations/" + (known.size() + 1)).build());
        return FakeCall.json(evaluation);
    }

    String listEvaluations(String name) {
        at(name);
        return FakeCall.json(ListModelEvaluationsResponse.newBuilder().addAllModelEvaluations(evaluations(name)));
    }

    private Model.Builder at(String name) {
        int at = name.indexOf('@');
        return all.getOrDefault(at < 0 ? name : name.substring(0, at), List.of()).stream()
                .filter(model -> at > 0 && model.getVersionId().equals(name.substring(at + 1)))
                .findFirst()
                .orElseThrow(() -> ApiError.notFound("Model version " + name));
    }
}
