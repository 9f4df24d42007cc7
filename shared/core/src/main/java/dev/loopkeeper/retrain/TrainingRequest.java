package dev.loopkeeper.retrain;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.data.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code request.json}: all that a training pipeline needs to know. It is immutable; a retry of the run reads the same
 * one.
 *
 * @param format always {@code loopkeeper.request/1}
 * @param output folder in the store for {@code evaluation.json}, {@code paired.csv} and the artefact; ends with a slash
 * @param batches in order of time, oldest first; the rows of {@code fresh} ones are new to every version
 * @param holdout share of the fresh rows, the newest ones, on which both versions are scored
 * @param maxRows at most this many of the newest rows are used
 * @param champion artefact key of the champion, scored on the same rows; empty for the first version
 * @param metric {@code auto} or the metric of {@code loop.yaml}
 * @param rules cleaning rules by column
 */
public record TrainingRequest(
        String format,
        String model,
        String runId,
        Trigger trigger,
        Instant at,
        String output,
        List<Batch> batches,
        double holdout,
        long maxRows,
        Optional<Champion> champion,
        LoopConfig.Task task,
        String label,
        Optional<String> time,
        Optional<String> id,
        List<String> exclude,
        Schema schema,
        Map<String, LoopConfig.ColumnRule> rules,
        String metric,
        List<String> slices,
        long seed,
        Map<String, String> params,
        String configHash) {
    public static final String FORMAT = "loopkeeper.request/1";

    /** A batch of the run: object {@code key} in its {@code version} with {@code rows} rows. */
    public record Batch(String id, String key, String version, long rows, boolean fresh) {}

    /** The version to compare with. */
    public record Champion(String version, String artifact) {}

    /** The same request without some batches. */
    public TrainingRequest without(Set<String> batchIds) {
        List<Batch> kept =
                batches.stream().filter(b -> !batchIds.contains(b.id())).toList();
        return new TrainingRequest(
                format,
                model,
                runId,
                trigger,
                at,
                output,
                kept,
                holdout,
                maxRows,
                champion,
                task,
                label,
                time,
                id,
                exclude,
                schema,
                rules,
                metric,
                slices,
                seed,
                params,
                configHash);
    }
}
