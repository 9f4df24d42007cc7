package dev.loopkeeper.local.trainer;

import dev.loopkeeper.edge.LoopException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The settings of the local trainer in {@code training.params}, with their defaults; an unknown one is {@code POISON},
 * so that a typing error does not pass for a setting.
 *
 * @param rounds how many trees; 0 lets the newest tenth of the training rows decide, at most {@link #MAX_ROUNDS}
 * @param keepDuplicates {@code duplicates: keep} for data in which equal rows are different events
 */
record BoostingParams(
        int rounds, int depth, double eta, double minChildWeight, double subsample, boolean keepDuplicates) {
    static final int MAX_ROUNDS = 400;
    /**
     * Cells of the matrix; below it two threads wait for each other longer than they work, and neither changes the
     * model.
     */
    private static final long WORTH_TWO_THREADS = 2_000_000;

    private static final Set<String> KNOWN = new TreeSet<>(Set.of(
            "rounds", "depth", "eta", "minChildWeight", "subsample", "duplicates", Fault.PARAM, TrainFault.PARAM));

    static BoostingParams of(Map<String, String> params) {
        for (String name : params.keySet()) {
            if (!KNOWN.contains(name)) {
                throw LoopException.poison(
                        "training.params." + name + " is not known to the local trainer; it takes " + KNOWN);
            }
        }
        String duplicates = params.getOrDefault("duplicates", "drop");
        if (!Set.of("drop", "keep").contains(duplicates)) {
            throw LoopException.poison("training.params.duplicates is '" + duplicates + "'; expected drop or keep");
        }
        return new BoostingParams(
                (int) number(params, "rounds", 0, 0, 10_000),
                (int) number(params, "depth", 6, 1, 16),
                number(params, "eta", 0.1, 0.001, 1),
                number(params, "minChildWeight", 5, 0, 1e6),
                number(params, "subsample", 0.8, 0.1, 1),
                duplicates.equals("keep"));
    }

    private static double number(Map<String, String> params, String name, double standard, double min, double max) {
        String text = params.get(name);
        double value = text == null ? standard : Cells.number(text);
        if (!(value >= min && value <= max)) {
            throw LoopException.poison("training.params." + name + " is '" + text + "'; expected a number from "
                    + LabelCoding.shown(min) + " to " + LabelCoding.shown(max));
        }
        return value;
    }

    /** In XGBoost's words. */
    Map<String, Object> forXgboost(boolean classification, long seed, long cells) {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("objective", classification ? "binary:logistic" : "reg:squarederror");
        params.put("eval_metric", classification ? "logloss" : "rmse");
        params.put("tree_method", "hist");
        params.put("max_depth", depth);
        params.put("eta", eta);
        params.put("min_child_weight", minChildWeight);
        params.put("subsample", subsample);
        params.put("colsample_bytree", 0.8);
        params.put("seed", Math.floorMod(seed, Integer.MAX_VALUE));
        params.put("nthread", cells < WORTH_TWO_THREADS ? 1 : 2);
        params.put("verbosity", 0);
        return params;
    }
}
