package dev.loopkeeper.loop.steps;

import dev.loopkeeper.retrain.TrainingRequest;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.store.ObjectStore;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The objects behind batches. People remove and overwrite them; a run that asked for one of those could never succeed.
 *
 * <p>One listing of the model's uploads, so that ten thousand batches cost a few calls and not one each.
 */
record Uploads(ObjectStore store) {
    private static final int PAGE = 10_000;

    /** The ids of those batches whose object is gone, or is no longer the version that was ingested. */
    Set<String> gone(List<TrainingRequest.Batch> batches, String prefix) {
        Map<String, String> versions = versions(prefix);
        Set<String> gone = new HashSet<>();
        for (TrainingRequest.Batch batch : batches) {
            String now = batch.key().startsWith(prefix)
                    ? versions.get(batch.key())
                    : store.stat(batch.key()).map(ObjectInfo::version).orElse(null);
            if (now == null || !batch.version().isEmpty() && !batch.version().equals(now)) {
                gone.add(batch.id());
            }
        }
        return gone;
    }

    private Map<String, String> versions(String prefix) {
        Map<String, String> versions = new HashMap<>();
        List<ObjectInfo> page = store.list(prefix, "", PAGE);
        while (!page.isEmpty()) {
            page.forEach(object -> versions.put(object.key(), object.version()));
            page = page.size() < PAGE
                    ? List.of()
                    : store.list(prefix, page.get(page.size() - 1).key(), PAGE);
        }
        return versions;
    }
}
