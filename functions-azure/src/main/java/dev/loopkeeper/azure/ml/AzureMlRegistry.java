package dev.loopkeeper.azure.ml;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loopkeeper.azure.ml.VersionClaims.Claim;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.evaluate.Evaluation;
import dev.loopkeeper.registry.ModelRegistry;
import dev.loopkeeper.registry.RegisteredVersion;
import dev.loopkeeper.registry.Registration;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.store.ObjectStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The model registry of a workspace. A loop's versions are versions of the model that has the loop's name; version 3 is
 * called {@code v3}, and versions that others add to the model are left alone.
 *
 * <p>Numbers are claimed in the object store, see {@link VersionClaims}; aliases are tags of the model, see
 * {@link MlAliases}. What somebody else adds by hand under our number, between our look and our PUT of it, is met by a
 * refusal as {@code modelUri} cannot change, and the run gets the next number. Follows {@code mfe.json}:
 * {@code ModelContainers_Get/CreateOrUpdate}, {@code ModelVersions_List/Get/CreateOrUpdate}.
 */
public final class AzureMlRegistry implements ModelRegistry {
    private static final Logger LOG = LogManager.getLogger(AzureMlRegistry.class);
    private static final int TRIES = 5;

    private final ArmApi api;
    private final ObjectStore store;
    private final StorePlace place;
    private final JobNotes notes;
    private final VersionClaims claims;
    private final MlAliases aliases;
    private final RunEvaluations evaluations;

    public AzureMlRegistry(ArmApi api, MlflowRuns runs, ObjectStore store, StorePlace place) {
        this.api = api;
        this.store = store;
        this.place = place;
        this.notes = new JobNotes(store);
        this.claims = new VersionClaims(api, store);
        this.aliases = new MlAliases(api);
        this.evaluations = new RunEvaluations(api, runs);
    }

    @Override
    public String register(Registration registration) {
        for (int i = 0; i < TRIES; i++) {
            Claim claim = claims.of(registration);
            if (written(claim)) {
                return MlNames.version(claim.number());
            }
            claims.release(claim);
        }
        throw LoopException.transientFailure(
                what(registration) + " met a version of somebody else " + TRIES + " times", null);
    }

    /** Whether the version is there with our words in it; if not, the number is somebody else's. */
    private boolean written(Claim claim) {
        Optional<Boolean> known = ours(claim);
        if (known.isPresent()) {
            return known.get();
        }
        Registration r = claim.registration();
        Optional<String> job = notes.job(r.model(), r.runId());
        Optional<Evaluation> evaluation = evaluation(r);
        ArmAnswer answer = api.put(path(claim), body(r, job, evaluation), what(r));
        if (!answer.ok()) {
            // Refused because somebody else's is there by now, or for a reason of the service.
            return ours(claim).orElseThrow(answer::refusal);
        }
        job.ifPresent(name -> evaluation.ifPresent(e -> show(name, e, r)));
        return true;
    }

    private Optional<Boolean> ours(Claim claim) {
        String run = claim.registration().runId();
        return api.find(path(claim), what(claim.registration()))
                .map(found -> MlVersion.of(found).filter(v -> v.of(run)).isPresent());
    }

    private static String path(Claim claim) {
        return MlVersion.resource(claim.registration().model(), Long.toString(claim.number()));
    }

    private static String what(Registration r) {
        return "version of run " + r.runId() + " of model " + r.model();
    }

    private ObjectNode body(Registration r, Optional<String> job, Optional<Evaluation> evaluation) {
        ObjectNode body = Writable.empty();
        ObjectNode version = body.putObject("properties")
                .put("modelUri", place.modelUri(api.workspace(), r.artifact()))
                .put("modelType", "custom_model")
                .put("stage", MlAliases.stage(r.blessed()));
        job.ifPresent(name -> version.put("jobName", name));
        ObjectNode tags =
                version.putObject("tags").put(MlNames.MODEL, r.model()).put(MlNames.RUN, r.runId());
        evaluation.ifPresent(e -> e.challenger().forEach((name, value) -> tags.put(name, value.toString())));
        MlVersion.write(r, version);
        return body;
    }

    private Optional<Evaluation> evaluation(Registration r) {
        String key = Layout.evaluation(r.model(), r.runId());
        return store.get(key).map(body -> Json.read(body, Evaluation.class, key));
    }

    /** For people: what goes wrong is logged and holds nothing up. */
    private void show(String job, Evaluation evaluation, Registration r) {
        try {
            evaluations.compared(job, evaluation, r.at());
        } catch (LoopException e) {
            LOG.warn("metrics of {} are not shown in the studio: {}", what(r), e.getMessage());
        }
    }

    @Override
    public void alias(String model, Map<String, String> wanted) {
        aliases.move(model, wanted);
    }

    @Override
    public List<RegisteredVersion> versions(String model) {
        Map<String, Set<String>> held = aliases.read(model);
        return listed(model).values().stream()
                .filter(version -> version.registration().isPresent())
                .map(version -> new RegisteredVersion(
                        version.name(), version.registration().get(), held.getOrDefault(version.name(), Set.of())))
                .toList();
    }

    /** By number; the newest may not be listed yet and is asked for by name. */
    private TreeMap<Long, MlVersion> listed(String model) {
        String what = "versions of model " + model;
        TreeMap<Long, MlVersion> found = new TreeMap<>();
        api.list("models/" + model + "/versions", "listViewType=All", what)
                .forEach(v -> MlVersion.of(v).ifPresent(version -> found.put(version.number(), version)));
        long listed = found.isEmpty() ? 0 : found.lastKey();
        for (long number = claims.highest(model); number > listed; number--) {
            api.find(MlVersion.resource(model, Long.toString(number)), what)
                    .flatMap(MlVersion::of)
                    .ifPresent(version -> found.put(version.number(), version));
        }
        return found;
    }
}
