package dev.loopkeeper.bench.gate;

import dev.loopkeeper.bench.retrain.History;
import dev.loopkeeper.replay.AgeMatrix;
import dev.loopkeeper.replay.LinearModel;
import dev.loopkeeper.replay.SampleRows;
import java.util.Arrays;

/** A public stream cut into batches, with a model trained at the end of each. */
record Stream(String name, SampleRows rows, int batchRows, AgeMatrix matrix) {
    static Stream of(History history) {
        return new Stream(history.name(), history.rows(), history.batchRows(), history.matrix());
    }

    double[] labels(int batch) {
        return Arrays.copyOfRange(rows.y(), batch * batchRows, (batch + 1) * batchRows);
    }

    /** What a model answers on a batch: probabilities, or numbers. */
    double[] answers(int model, int batch) {
        LinearModel trained = matrix.model(model).orElseThrow();
        double[] answers = new double[batchRows];
        for (int i = 0; i < batchRows; i++) {
            double score = trained.score(rows.x()[batch * batchRows + i]);
            answers[i] = rows.regression() ? score : 1 / (1 + Math.exp(-score));
        }
        return answers;
    }
}
