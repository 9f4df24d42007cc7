package dev.loopkeeper.host;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.data.BatchId;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.retrain.QualityPoint;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.store.ObjectInfo;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Shows people what a file of outcomes said about live quality, where the host has a place for it. A failure is logged
 * and never has the file scored again.
 *
 * @param place shows points of a model, oldest first
 */
public record ScoredOutcomes(Ground ground, BiConsumer<LoopConfig, List<QualityPoint>> place) {
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
                    .ifPresent(score -> place.accept(config, score.points())));
        } catch (RuntimeException e) {
            LOG.warn("live quality of model {} is not shown to people: {}", model, e.getMessage());
        }
    }
}
