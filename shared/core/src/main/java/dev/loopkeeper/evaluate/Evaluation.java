package dev.loopkeeper.evaluate;

import dev.loopkeeper.config.LoopConfig;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * {@code evaluation.json}: what a training pipeline writes when it is done, whoever wrote the pipeline. The rows
 * themselves are in {@code paired.csv} beside it: columns {@code label,champion,challenger} and one a slice column, in
 * order of time; predictions are probabilities of the positive class or regression values; {@code champion} is empty
 * for a first version.
 *
 * @param format always {@code loopkeeper.evaluation/1}
 * @param metric the metric that decides, lower case
 * @param holdoutRows rows of {@code paired.csv}
 * @param holdoutHash SHA-256 over the ids of the rows, hex: the same for every version scored on them
 * @param trainRows rows the challenger was trained on
 * @param challenger metric name to value; must hold {@code metric}
 * @param champion the champion on the same rows, scored today; empty for a first version
 * @param artifact key of the artefact
 * @param artifactHash SHA-256 of the artefact, hex
 * @param pipelineHash identifies the training code
 * @param cleaning what cleaning did, by rule: rows dropped, values filled
 * @param importance feature name to share of the gain, largest first, at most 40
 * @param positiveLabel for a classification, the label's text that predictions are the probability of; empty: {@code 1}
 * @param labelScale for a regression, the standard deviation of the label in training; empty: that of the holdout is
 *     used
 * @param seconds how long the parts took
 */
public record Evaluation(
        String format,
        String model,
        String runId,
        LoopConfig.Task task,
        String metric,
        long holdoutRows,
        String holdoutHash,
        String holdoutFrom,
        String holdoutTo,
        long trainRows,
        Map<String, Double> challenger,
        Optional<Map<String, Double>> champion,
        Optional<String> championVersion,
        String artifact,
        String artifactHash,
        String pipelineHash,
        Map<String, Long> cleaning,
        Map<String, Double> importance,
        List<String> slices,
        Optional<String> positiveLabel,
        Optional<Double> labelScale,
        Map<String, Double> seconds) {
    public static final String FORMAT = "loopkeeper.evaluation/1";

    /**
     * Anybody's pipeline writes this: what it left out is empty, never null, so that the gate can say what is missing.
     */
    public Evaluation {
        holdoutHash = known(holdoutHash);
        artifact = known(artifact);
        artifactHash = known(artifactHash);
        pipelineHash = known(pipelineHash);
        challenger = known(challenger);
        champion = champion == null ? Optional.empty() : champion.map(Evaluation::known);
        championVersion = championVersion == null ? Optional.empty() : championVersion;
        cleaning = known(cleaning);
        importance = known(importance);
        slices = slices == null ? List.of() : List.copyOf(slices);
        positiveLabel = positiveLabel == null ? Optional.empty() : positiveLabel;
        labelScale = labelScale == null ? Optional.empty() : labelScale;
        seconds = known(seconds);
    }

    private static String known(String stated) {
        return stated == null ? "" : stated;
    }

    private static <V> Map<String, V> known(Map<String, V> stated) {
        Map<String, V> kept = new LinkedHashMap<>(stated == null ? Map.of() : stated);
        kept.values().removeIf(Objects::isNull);
        return Collections.unmodifiableMap(kept);
    }
}
