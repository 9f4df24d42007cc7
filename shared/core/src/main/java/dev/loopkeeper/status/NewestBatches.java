package dev.loopkeeper.status;

import dev.loopkeeper.data.BatchRecord;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.loop.LoopState;
import dev.loopkeeper.retrain.TrainingRequest;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.store.ObjectStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The newest batches of a model: what waits, and before it what the last run used.
 *
 * <p>Names of batches do not sort by time, so what waits is read; of a great many, {@value #READ} of them.
 */
final class NewestBatches {
    private static final int READ = 400;
    private static final int CACHED = 20_000;
    private static final Comparator<BatchRecord> BY_TIME = Comparator.comparing((BatchRecord b) -> b.to().orElse(""))
            .thenComparing(BatchRecord::ingestedAt)
            .thenComparing(BatchRecord::key);

    private final ObjectStore store;
    private final Map<String, BatchRecord> markers = new ConcurrentHashMap<>();

    NewestBatches(ObjectStore store) {
        this.store = store;
    }

    /** At most {@code count}, oldest first. */
    List<DriftMap.Batch> of(LoopState state, int count) {
        Map<String, DriftMap.Batch> newest = new LinkedHashMap<>();
        state.training()
                .lastSucceeded()
                .flatMap(run -> request(state.model(), run))
                .ifPresent(request -> request.batches()
                        .forEach(b -> put(newest, new DriftMap.Batch(b.id(), b.key(), name(b.key()), b.rows()))));
        for (BatchRecord marker : pending(state.model())) {
            put(newest, new DriftMap.Batch(marker.id(), marker.key(), name(marker.key()), marker.rows()));
        }
        List<DriftMap.Batch> all = new ArrayList<>(newest.values());
        return all.subList(Math.max(0, all.size() - count), all.size());
    }

    private List<BatchRecord> pending(String model) {
        List<BatchRecord> found = new ArrayList<>();
        for (ObjectInfo info : store.list(Layout.pendingPrefix(model), "", READ)) {
            marker(info.key()).ifPresent(found::add);
        }
        found.sort(BY_TIME);
        return found;
    }

    private Optional<BatchRecord> marker(String key) {
        if (markers.size() > CACHED) {
            markers.clear();
        }
        return Optional.ofNullable(markers.computeIfAbsent(key, k -> store.get(k)
                .map(body -> Json.read(body, BatchRecord.class, k))
                .orElse(null)));
    }

    private Optional<TrainingRequest> request(String model, String run) {
        String key = Layout.request(model, run);
        return store.get(key).map(body -> Json.read(body, TrainingRequest.class, key));
    }

    private static void put(Map<String, DriftMap.Batch> newest, DriftMap.Batch batch) {
        newest.remove(batch.id());
        newest.put(batch.id(), batch);
    }

    private static String name(String key) {
        return key.substring(key.lastIndexOf('/') + 1);
    }
}
