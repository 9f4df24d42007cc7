package dev.loopkeeper.local.trainer;

import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.retrain.TrainingRequest;
import dev.loopkeeper.store.ObjectStore;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;

/**
 * The steps of the default training pipeline.
 *
 * <p>Each returns figures for the pipeline's own page and can be repeated: {@link #PREPARE} and {@link #EVALUATE} only
 * read, {@link #TRAIN} returns at once when the run is done. A run that cannot succeed is {@code POISON}.
 */
enum PipelineStep {
    /** Finds on a small machine what would fail on a large one: batches that are gone or were overwritten. */
    PREPARE {
        @Override
        Map<String, Double> run(ObjectStore store, String requestKey, PrintStream progress) {
            return new RequestCheck(store, request(store, requestKey)).figures();
        }
    },
    /** Trains, and scores both versions on the same rows. */
    TRAIN {
        @Override
        Map<String, Double> run(ObjectStore store, String requestKey, PrintStream progress) {
            Trainer.run(store, requestKey, new Progress(progress));
            return Map.of();
        }
    },
    /** Reads back what was written, as the gate will read it. */
    EVALUATE {
        @Override
        Map<String, Double> run(ObjectStore store, String requestKey, PrintStream progress) {
            return new ResultCheck(store, request(store, requestKey)).figures();
        }
    };

    /** Does the step for the request of that key. */
    abstract Map<String, Double> run(ObjectStore store, String requestKey, PrintStream progress);

    static PipelineStep of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    private static TrainingRequest request(ObjectStore store, String key) {
        byte[] body = store.get(key)
                .orElseThrow(() -> LoopException.poison("the training request " + key + " does not exist"));
        return Json.read(body, TrainingRequest.class, key);
    }
}
