package dev.loopkeeper.local.trainer;

import java.util.List;
import java.util.Map;

/**
 * {@code features.json} of the artefact: all that serving needs besides the trees.
 *
 * @param format always {@code loopkeeper.features/1}
 * @param columns in order; their features, side by side, are the columns of the booster
 * @param dropped columns that are no feature, with the reason
 * @param schemaVersion of the data the version was trained on
 */
record ModelCard(
        String format,
        String model,
        String runId,
        LabelCoding label,
        List<FeatureColumn> columns,
        Map<String, String> dropped,
        int schemaVersion,
        long trainRows,
        int rounds) {
    static final String FORMAT = "loopkeeper.features/1";
}
