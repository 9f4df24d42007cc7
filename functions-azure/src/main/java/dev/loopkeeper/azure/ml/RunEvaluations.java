package dev.loopkeeper.azure.ml;

import dev.loopkeeper.evaluate.Evaluation;
import dev.loopkeeper.retrain.QualityPoint;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Shows quality in the studio, as metrics of the run that made a version: the comparison once, and live quality over
 * time as ground truth arrives.
 *
 * <p>They are shown to people and never read back. A point that was written is not written again.
 */
public final class RunEvaluations {
    static final String LIVE = "live_loss";
    private static final String COMPARED = "holdout_rows";

    private final ArmApi api;
    private final MlflowRuns runs;

    public RunEvaluations(ArmApi api, MlflowRuns runs) {
        this.api = api;
        this.runs = runs;
    }

    /** The version's metrics by their own names, the champion's on the same rows as {@code champion_auc} and so on. */
    void compared(String job, Evaluation evaluation, Instant at) {
        if (!runs.history(job, COMPARED).isEmpty()) {
            return;
        }
        Map<String, Double> metrics = new TreeMap<>(evaluation.challenger());
        evaluation.champion().ifPresent(c -> c.forEach((name, value) -> metrics.put("champion_" + name, value)));
        metrics.put(COMPARED, (double) evaluation.holdoutRows());
        runs.log(job, metrics, at, 0);
    }

    /** @param points of versions of the model; those of versions that no job of the workspace made are left out */
    public void show(String model, List<QualityPoint> points) {
        points.stream()
                .collect(Collectors.groupingBy(QualityPoint::version, TreeMap::new, Collectors.toList()))
                .forEach((version, own) -> show(model, version, own));
    }

    private void show(String model, String version, List<QualityPoint> points) {
        String what = "version " + version + " of model " + model;
        MlNames.number(version)
                .flatMap(number -> api.find(MlVersion.resource(model, number), what))
                .flatMap(MlVersion::of)
                .flatMap(MlVersion::job)
                .ifPresent(job -> {
                    TreeSet<Instant> known = runs.history(job, LIVE);
                    for (QualityPoint point : points) {
                        // A point is told by its time, which the service keeps to the millisecond.
                        Instant at = Instant.ofEpochMilli(point.at().toEpochMilli());
                        if (known.add(at)) {
                            Map<String, Double> metrics =
                                    Map.of(LIVE, point.loss(), "live_rows", (double) point.rows());
                            runs.log(job, metrics, at, known.size());
                        }
                    }
                });
    }
}
