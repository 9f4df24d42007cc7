package dev.loopkeeper.gcp.vertex;

import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.evaluate.Evaluation;
import dev.loopkeeper.registry.ModelRegistry;
import dev.loopkeeper.registry.RegisteredVersion;
import dev.loopkeeper.registry.Registration;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.store.ObjectStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The Model Registry of Vertex AI. A loop's versions are versions of the model whose id is the loop's name; version id
 * 3 is called {@code v3}, and versions that others add to the model are left alone.
 *
 * <p>An upload is an operation. One that has not ended at two short looks, after half a second and after one more, is
 * not waited for: {@link #register} throws {@code TRANSIENT} and a later look finds the version by the run written into
 * it. A failed upload is repeated as {@link UploadClaim} says. Follows the discovery document of {@code aiplatform} v1:
 * {@code models.get/upload/listVersions/mergeVersionAliases}, {@code models.evaluations.list/import},
 * {@code operations.get}.
 */
public final class VertexRegistry implements ModelRegistry {
    private static final int LOOKS = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

    /** Waits between two looks at an upload. */
    public interface Pause {
        void of(Duration time) throws InterruptedException;
    }

    private final VertexApi api;
    private final ObjectStore store;
    private final Uploads uploads;
    private final VertexAliases aliases;
    private final VertexEvaluations evaluations;
    private final Pause pause;

    public VertexRegistry(VertexApi api, ObjectStore store, VertexServing serving, InstantSource clock) {
        this(api, store, serving, clock, time -> Thread.sleep(time.toMillis()));
    }

    /** @param pause lets tests look again at once */
    public VertexRegistry(VertexApi api, ObjectStore store, VertexServing serving, InstantSource clock, Pause pause) {
        this.api = api;
        this.store = store;
        this.uploads = new Uploads(api, store, serving, clock);
        this.aliases = new VertexAliases(api);
        this.evaluations = new VertexEvaluations(api);
        this.pause = pause;
    }

    @Override
    public String register(Registration registration) {
        for (int look = 0; look < LOOKS; look++) {
            if (look > 0) {
                rest(look, registration);
            }
            Optional<Long> known = listed(registration.model()).stream()
                    .filter(version -> version.of(registration.runId()))
                    .map(VertexVersion::number)
                    .findFirst();
            Optional<Long> number = known.isPresent() ? known : uploads.advance(registration);
            if (number.isPresent()) {
                String version = "v" + number.get();
                compare(registration, version);
                return version;
            }
        }
        throw LoopException.transientFailure(
                "run " + registration.runId() + " of model " + registration.model()
                        + " is still being uploaded to the Model Registry; it is looked at again",
                null);
    }

    @Override
    public void alias(String model, Map<String, String> wanted) {
        aliases.move(model, wanted, () -> listed(model));
    }

    @Override
    public List<RegisteredVersion> versions(String model) {
        Set<String> runs = new HashSet<>();
        return listed(model).stream()
                .filter(version -> version.registration().isPresent())
                .filter(version -> runs.add(version.registration().get().runId()))
                .map(version -> new RegisteredVersion(
                        version.name(), version.registration().get(), ours(version)))
                .toList();
    }

    private static Set<String> ours(VertexVersion version) {
        Set<String> kept = new TreeSet<>(version.aliases());
        kept.retainAll(VertexAliases.OURS);
        return kept;
    }

    private List<VertexVersion> listed(String model) {
        String collection = api.place().parent() + "/models/" + model + ":listVersions";
        return api.list(collection, "models", "", "versions of model " + model).stream()
                .map(VertexVersion::of)
                .sorted(Comparator.comparingLong(VertexVersion::number))
                .toList();
    }

    private void compare(Registration registration, String version) {
        String key = Layout.evaluation(registration.model(), registration.runId());
        store.get(key).map(body -> Json.read(body, Evaluation.class, key)).ifPresent(evaluation -> {
            Map<String, String> notes = new LinkedHashMap<>();
            notes.put("verdict", registration.verdict());
            notes.put("holdoutRows", Long.toString(evaluation.holdoutRows()));
            notes.put("holdoutHash", evaluation.holdoutHash());
            notes.put("comparedWith", registration.lineage().parent());
            evaluations.importOnce(
                    registration.model(),
                    version,
                    registration.runId(),
                    evaluation.task(),
                    evaluation.challenger(),
                    notes);
        });
    }

    private void rest(int look, Registration registration) {
        try {
            pause.of(FIRST_PAUSE.multipliedBy(1L << look - 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LoopException.transientFailure("registration of run " + registration.runId() + " was interrupted", e);
        }
    }
}
