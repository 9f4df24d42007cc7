package dev.loopkeeper.local.trainer;

import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.retrain.TrainingRequest;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.store.ObjectStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether all that a request names can be read in the version it names; every problem at once. */
final class RequestCheck {
    private final ObjectStore store;
    private final TrainingRequest request;

    RequestCheck(ObjectStore store, TrainingRequest request) {
        this.store = store;
        this.request = request;
    }

    /** Batches, rows and bytes of the run. */
    Map<String, Double> figures() {
        Map<TrainingRequest.Batch, Optional<ObjectInfo>> found = request.batches().stream()
                .collect(Collectors.toMap(b -> b, b -> store.stat(b.key()).filter(now -> same(b, now))));
        List<String> lost = found.entrySet().stream()
                .filter(b -> b.getValue().isEmpty())
                .map(b -> b.getKey().key())
                .sorted()
                .toList();
        if (!lost.isEmpty()) {
            throw LoopException.poison("run " + request.runId() + " cannot be trained: " + lost.size() + " of "
                    + found.size() + " batches are gone or were overwritten after they were ingested: "
                    + String.join(", ", lost.subList(0, Math.min(20, lost.size()))));
        }
        checkChampion();
        return Map.of(
                "batches", (double) found.size(),
                "rows",
                        (double) request.batches().stream()
                                .mapToLong(TrainingRequest.Batch::rows)
                                .sum(),
                "bytes",
                        (double) found.values().stream()
                                .mapToLong(o -> o.orElseThrow().size())
                                .sum());
    }

    private void checkChampion() {
        request.champion().filter(c -> store.stat(c.artifact()).isEmpty()).ifPresent(c -> {
            throw LoopException.poison("run " + request.runId() + " cannot be compared: artefact " + c.artifact()
                    + " of champion " + c.version() + " is gone");
        });
    }

    private static boolean same(TrainingRequest.Batch batch, ObjectInfo now) {
        return batch.version().isEmpty() || batch.version().equals(now.version());
    }
}
