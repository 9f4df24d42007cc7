package dev.loopkeeper.gcp.function;

import dev.loopkeeper.data.BatchId;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.gcp.vertex.LiveEvaluations;
import dev.loopkeeper.host.Ground;
import dev.loopkeeper.retrain.QualityPoint;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.store.ObjectInfo;
import java.util.List;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Shows in the Model Registry what a file of outcomes said about live quality. It is for people: a failure is logged
 * and never has the file scored again.
 */
public record ScoredOutcomes(Ground ground, Supplier<LiveEvaluations> evaluations) {
    private static final Logger LOG = LogManager.getLogger(ScoredOutcomes.class);

    /** The part of a score that is shown. */
    record Score(List<QualityPoint> points) {}

    /** Shows the points of one file that was scored. */
    public void show(String model, ObjectInfo file) {
        String key = Layout.score(model, BatchId.of(file.key(), file.version()));
        try {
            ground.models().config(model).ifPresent(config -> ground.store()
                    .get(key)
                    .map(body -> Json.read(body, Score.class, key))
                    .ifPresent(score -> evaluations.get().show(config, score.points())));
        } catch (RuntimeException e) {
            LOG.warn("live quality of model {} is not shown in the registry: {}", model, e.getMessage());
        }
    }
}
