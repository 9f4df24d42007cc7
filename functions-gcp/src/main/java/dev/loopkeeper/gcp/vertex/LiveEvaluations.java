package dev.loopkeeper.gcp.vertex;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.retrain.QualityPoint;
import java.util.List;
import java.util.Map;

/**
 * Shows live quality in the Model Registry: the console draws a version's evaluations over time.
 *
 * <p>Each point is imported once, however often it is handed over.
 */
public final class LiveEvaluations {
    private final VertexEvaluations evaluations;

    public LiveEvaluations(VertexEvaluations evaluations) {
        this.evaluations = evaluations;
    }

    /** @param points of versions of the model; those of versions that others deployed elsewhere are left out */
    public void show(LoopConfig config, List<QualityPoint> points) {
        for (QualityPoint point : points) {
            evaluations.importOnce(
                    config.model(),
                    point.version(),
                    "live " + point.id(),
                    config.data().task(),
                    Map.of("liveLoss", point.loss(), "rows", (double) point.rows()),
                    Map.of("until", point.at().toString()));
        }
    }
}
