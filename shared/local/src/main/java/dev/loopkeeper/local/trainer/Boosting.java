package dev.loopkeeper.local.trainer;

import dev.loopkeeper.edge.LoopException;
import java.util.Map;
import java.util.TreeMap;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * Gradient-boosted trees by XGBoost: the same rows, settings and seed give the same bytes.
 *
 * <p>Everything native is freed before a method returns.
 */
final class Boosting {
    private static final int PATIENCE = 20;
    private static final int MIN_ROUNDS = 10;
    private final BoostingParams params;
    private final boolean classification;
    private final long seed;
    private final Progress progress;

    Boosting(BoostingParams params, boolean classification, long seed, Progress progress) {
        this.params = params;
        this.classification = classification;
        this.seed = seed;
        this.progress = progress;
    }

    /** Rows of a matrix with their labels. */
    record Rows(float[] cells, float[] labels) {
        DMatrix toNative() throws XGBoostError {
            DMatrix matrix = new DMatrix(cells, labels.length, cells.length / labels.length, Float.NaN);
            matrix.setLabel(labels);
            return matrix;
        }
    }

    /** A trained model: XGBoost's JSON and the total gain by index of the feature. */
    record Fitted(byte[] json, int rounds, Map<Integer, Double> gain) {}

    /** The number of rounds after which {@code newest} was predicted best. */
    int bestRounds(Rows older, Rows newest) {
        if (params.rounds() > 0) {
            return params.rounds();
        }
        try {
            DMatrix train = older.toNative();
            DMatrix check = newest.toNative();
            try {
                return bestRounds(train, settings(older), check);
            } finally {
                train.dispose();
                check.dispose();
            }
        } catch (XGBoostError e) {
            throw failed(e);
        }
    }

    private Map<String, Object> settings(Rows rows) {
        return params.forXgboost(classification, seed, rows.cells().length);
    }

    private int bestRounds(DMatrix train, Map<String, Object> settings, DMatrix check) throws XGBoostError {
        Booster booster = XGBoost.train(train, settings, 0, Map.of("newest", check), null, null);
        try {
            float best = Float.POSITIVE_INFINITY;
            int bestRound = 0;
            for (int round = 0; round < BoostingParams.MAX_ROUNDS && round - bestRound < PATIENCE; round++) {
                booster.update(train, round);
                float[] loss = new float[1];
                booster.evalSet(new DMatrix[] {check}, new String[] {"newest"}, round, loss);
                if (loss[0] < best) {
                    best = loss[0];
                    bestRound = round;
                }
                progress.report(0.3 + 0.3 * round / BoostingParams.MAX_ROUNDS, "choosing the number of trees");
            }
            return Math.max(MIN_ROUNDS, bestRound + 1);
        } finally {
            booster.dispose();
        }
    }

    Fitted fit(Rows rows, int rounds) {
        try {
            DMatrix train = rows.toNative();
            try {
                return fit(train, settings(rows), rounds);
            } finally {
                train.dispose();
            }
        } catch (XGBoostError e) {
            throw failed(e);
        }
    }

    private Fitted fit(DMatrix train, Map<String, Object> settings, int rounds) throws XGBoostError {
        Booster booster = XGBoost.train(train, settings, 0, Map.of(), null, null);
        try {
            for (int round = 0; round < rounds; round++) {
                booster.update(train, round);
                progress.report(0.6 + 0.25 * round / rounds, "training");
            }
            return new Fitted(booster.toByteArray("json"), rounds, gain(booster));
        } finally {
            booster.dispose();
        }
    }

    /** Total gain by feature; XGBoost calls them f0, f1, ... and leaves out the unused. */
    private static Map<Integer, Double> gain(Booster booster) throws XGBoostError {
        Map<Integer, Double> gain = new TreeMap<>();
        booster.getScore("", "total_gain").forEach((f, g) -> gain.put(Integer.valueOf(f.substring(1)), g));
        return gain;
    }

    /** Without the stack of native frames that follows. */
    private static String brief(String message) {
        int stack = message.indexOf("Stack trace");
        return (stack < 0 ? message : message.substring(0, stack)).strip();
    }

    private static LoopException failed(XGBoostError e) {
        return LoopException.poison("XGBoost refused the training rows: " + brief(String.valueOf(e.getMessage())), e);
    }
}
