package dev.loopkeeper.status;

import dev.loopkeeper.edge.Json;
import dev.loopkeeper.loop.LoopState;
import dev.loopkeeper.retrain.TrainingRequest;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.store.ObjectStore;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Counts the batches that wait for a run, by listing their markers. */
record PendingCount(ObjectStore store) {
    private static final int PAGE = 10_000;

    long of(LoopState state) {
        Set<String> used = used(state);
        String prefix = Layout.pendingPrefix(state.model());
        long count = 0;
        List<ObjectInfo> page = store.list(prefix, "", PAGE);
        while (!page.isEmpty()) {
            count += page.stream()
                    .filter(info -> !used.contains(info.key().substring(prefix.length())))
                    .count();
            page = page.size() < PAGE
                    ? List.of()
                    : store.list(prefix, page.get(page.size() - 1).key(), PAGE);
        }
        return count;
    }

    /** Batches of a run that has succeeded count as trained, although some markers may not be deleted yet. */
    private Set<String> used(LoopState state) {
        Set<String> used = new HashSet<>();
        state.training()
                .toClear()
                .flatMap(run -> store.get(Layout.request(state.model(), run)))
                .map(body -> Json.read(body, TrainingRequest.class, "request of model " + state.model()))
                .ifPresent(request -> request.batches().forEach(batch -> used.add(batch.id())));
        return used;
    }
}
