package dev.loopkeeper.bench.gate;

import dev.loopkeeper.bench.retrain.KnownStream;
import dev.loopkeeper.data.BatchProfile;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.replay.AgeMatrix;
import dev.loopkeeper.replay.FeatureList;
import dev.loopkeeper.replay.HistoryFile;
import dev.loopkeeper.replay.LabelCode;
import dev.loopkeeper.replay.LinearModel;
import dev.loopkeeper.replay.SampleRows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** A public stream cut into batches, with a model trained at the end of each. */
record Stream(String name, SampleRows rows, int batchRows, AgeMatrix matrix) {
    static Stream read(Path file) {
        if (!Files.isReadable(file)) {
            throw LoopException.poison("--stream " + file + ": there is no such file, or it may not be read");
        }
        HistoryFile source = new HistoryFile(file.getFileName().toString(), () -> Files.newInputStream(file));
        BatchProfile profile = source.profile();
        KnownStream known = KnownStream.of(profile.columns().keySet(), null)
                .orElseThrow(() -> LoopException.poison("--stream " + file
                        + " is no stream this benchmark knows: expected the columns of airlines or bike"));
        LabelCode label = known.regression()
                ? LabelCode.number(known.label(), known.logarithm(), 1)
                : LabelCode.classes(known.label(), profile);
        SampleRows rows = source.load(profile, FeatureList.parse(known.features(), profile), label, Optional.empty())
                .rows();
        return new Stream(
                known.name(), rows, known.batchRows(), AgeMatrix.build(rows, known.batchRows(), known.window()));
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
