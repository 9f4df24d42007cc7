package dev.loopkeeper.loop.steps;

import dev.loopkeeper.data.BatchRecord;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.store.ObjectStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The batches of a model that no succeeded run has used, oldest first.
 *
 * <p>Markers never change, so a warm instance reads each one once; a listing is all that a repeat costs.
 */
final class PendingBatches {
    private static final int PAGE = 10_000;
    private static final int CACHED = 50_000;
    private static final int FEW = 8;
    private static final Comparator<BatchRecord> BY_TIME = Comparator.comparing((BatchRecord b) -> b.to().orElse(""))
            .thenComparing(BatchRecord::key)
            .thenComparing(BatchRecord::id);

    private final ObjectStore store;
    private final Map<String, BatchRecord> markers = new ConcurrentHashMap<>();

    PendingBatches(ObjectStore store) {
        this.store = store;
    }

    List<BatchRecord> of(String model, History history) {
        Set<String> used = history.ids();
        List<BatchRecord> pending = new ArrayList<>();
        String prefix = Layout.pendingPrefix(model);
        List<ObjectInfo> page = store.list(prefix, "", PAGE);
        while (!page.isEmpty()) {
            boolean few = page.stream()
                            .filter(info -> !markers.containsKey(info.key()))
                            .limit(FEW + 1)
                            .count()
                    <= FEW;
            for (ObjectInfo info : page) {
                if (used.contains(info.key().substring(prefix.length()))) {
                    store.delete(info.key());
                } else {
                    marker(model, info.key(), few).ifPresent(pending::add);
                }
            }
            page = page.size() < PAGE
                    ? List.of()
                    : store.list(prefix, page.get(page.size() - 1).key(), PAGE);
        }
        pending.sort(BY_TIME);
        return pending;
    }

    /** Of a few, the whole record is read instead: it says the same, and drift needs its profile right after. */
    private Optional<BatchRecord> marker(String model, String key, boolean few) {
        BatchRecord known = markers.get(key);
        if (known != null) {
            return Optional.of(known);
        }
        if (markers.size() > CACHED) {
            markers.clear();
        }
        Optional<BatchRecord> read = (few ? record(model, key) : Optional.<BatchRecord>empty())
                .or(() -> store.get(key).map(body -> Json.read(body, BatchRecord.class, key)));
        read.ifPresent(marker -> markers.put(key, marker));
        return read;
    }

    private Optional<BatchRecord> record(String model, String marker) {
        String key =
                Layout.batch(model, marker.substring(Layout.pendingPrefix(model).length()));
        return store.get(key)
                .map(body -> Json.read(body, BatchRecord.class, key).marker());
    }
}
