package dev.loopkeeper.loop.steps;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.data.BatchProfile;
import dev.loopkeeper.data.BatchRecord;
import dev.loopkeeper.data.Drift;
import dev.loopkeeper.data.DriftReport;
import dev.loopkeeper.data.Schema;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.loop.LoopState;
import dev.loopkeeper.loop.ServingVersion;
import dev.loopkeeper.retrain.TrainingRequest;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.store.ObjectStore;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reference profiles: what a version was trained on, kept beside its run, to compare new batches with. */
public record References(ObjectStore store) {
    /** Newest batches that are merged: enough for a month of days, bounded for a burst. */
    private static final int MERGED = 64;

    public static String key(String model, String runId) {
        return Layout.run(model, runId) + "reference.json";
    }

    /** The champion's reference, empty for an adopted version. */
    public Optional<BatchProfile> of(String model, Optional<ServingVersion> version) {
        return version.filter(v -> !v.runId().isEmpty())
                .flatMap(v -> store.get(key(model, v.runId())))
                .map(body -> Json.read(body, BatchProfile.class, "reference profile of model " + model));
    }

    /** Merges the profiles of the newest batches of a run and keeps them beside it. */
    BatchProfile keep(TrainingRequest request) {
        BatchProfile merged = merge(
                request.model(),
                request.batches().stream().map(TrainingRequest.Batch::id).toList());
        store.putIfAbsent(key(request.model(), request.runId()), Json.write(merged));
        return merged;
    }

    Optional<DriftReport> drift(LoopConfig config, LoopState state, List<BatchRecord> fresh) {
        if (fresh.isEmpty()) {
            return Optional.empty();
        }
        return of(config.model(), state.serving().champion())
                .map(reference -> Drift.between(
                        reference,
                        merge(
                                config.model(),
                                fresh.stream().map(BatchRecord::id).toList()),
                        columns(config, state.intake().schema())));
    }

    /** The merged profile of the newest of some batches. */
    BatchProfile merge(String model, List<String> batchIds) {
        return BatchProfile.merge(batchIds.subList(Math.max(0, batchIds.size() - MERGED), batchIds.size()).stream()
                .flatMap(id -> profile(model, id).stream())
                .toList());
    }

    private Optional<BatchProfile> profile(String model, String id) {
        String key = Layout.batch(model, id);
        return store.get(key)
                .map(body -> Json.read(body, BatchRecord.class, key))
                .flatMap(BatchRecord::profile);
    }

    /** The columns that can drift: features, not what identifies, orders or answers a row. */
    public static Set<String> columns(LoopConfig config, Optional<Schema> schema) {
        Set<String> columns = new HashSet<>();
        schema.ifPresent(s -> s.columns().forEach(c -> columns.add(c.name())));
        LoopConfig.Data data = config.data();
        Stream.of(Stream.of(data.label()), data.time().stream(), data.id().stream(), data.exclude().stream())
                .flatMap(s -> s)
                .forEach(columns::remove);
        return columns;
    }
}
