package dev.loopkeeper.loop.steps;

import dev.loopkeeper.edge.Json;
import dev.loopkeeper.loop.LoopState;
import dev.loopkeeper.retrain.TrainingRequest;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.store.ObjectStore;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The batches of the last run that succeeded: what the next one starts from. */
record History(Optional<TrainingRequest> last) {
    static History of(ObjectStore store, LoopState state) {
        return new History(state.training().lastSucceeded().flatMap(run -> request(store, state.model(), run)));
    }

    static Optional<TrainingRequest> request(ObjectStore store, String model, String runId) {
        String key = Layout.request(model, runId);
        return store.get(key).map(body -> Json.read(body, TrainingRequest.class, key));
    }

    List<TrainingRequest.Batch> batches() {
        return last.map(TrainingRequest::batches).orElse(List.of());
    }

    Set<String> ids() {
        Set<String> ids = new HashSet<>();
        batches().forEach(b -> ids.add(b.id()));
        return ids;
    }

    /** When the last request was made: no row after it was seen. */
    Optional<Instant> newest() {
        return last.map(TrainingRequest::at);
    }

    long rows() {
        return batches().stream().mapToLong(TrainingRequest.Batch::rows).sum();
    }

    double usualRows() {
        List<TrainingRequest.Batch> all = batches();
        return all.subList(Math.max(0, all.size() - 8), all.size()).stream()
                .mapToLong(TrainingRequest.Batch::rows)
                .average()
                .orElse(1);
    }
}
