package dev.loopkeeper.local.endpoint;

import dev.loopkeeper.local.trainer.MadeUpRow;
import dev.loopkeeper.local.trainer.Scorer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Serves what the local trainer made.
 *
 * <p>It scores made-up rows before it is ready: else the first callers wait while Java loads and compiles, and a canary
 * with few callers looks slower than the champion for no fault of its own.
 */
final class TrainedVersion {
    private static final int WARM_UP = 400;

    private TrainedVersion() {}

    static VersionScorer load(Path artefact) throws IOException {
        Scorer scorer = Scorer.load(Files.newInputStream(artefact));
        warmUp(scorer);
        VersionScorer sound = scorer::score;
        return scorer.fault()
                .<VersionScorer>map(fault -> new FaultyScorer(sound, fault))
                .orElse(sound);
    }

    private static void warmUp(Scorer scorer) throws IOException {
        List<Map<String, String>> rows = List.of(MadeUpRow.of(scorer));
        for (int i = 0; i < WARM_UP; i++) {
            ByteArrayOutputStream question = new ByteArrayOutputStream();
            VersionWire.writeRows(new DataOutputStream(question), rows);
            double[] values = scorer.score(
                    VersionWire.readRows(new DataInputStream(new ByteArrayInputStream(question.toByteArray()))));
            VersionWire.writeValues(new DataOutputStream(new ByteArrayOutputStream()), values);
        }
    }
}
