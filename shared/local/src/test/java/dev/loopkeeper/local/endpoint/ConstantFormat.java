package dev.loopkeeper.local.endpoint;

import dev.loopkeeper.local.trainer.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Artefacts of tests: a text {@code <value>}, {@code refuse} or {@code <value> <fault> <amount>}; answers the value,
 * and the column {@code echo} instead where a row has it.
 */
public final class ConstantFormat implements VersionFormat {
    @Override
    public boolean reads(String fileName) {
        return fileName.endsWith(".constant");
    }

    @Override
    public VersionScorer load(Path artefact) throws IOException {
        String[] words = Files.readString(artefact).split(" ");
        double value = words[0].equals("refuse") ? Double.NaN : Double.parseDouble(words[0]);
        VersionScorer sound = rows -> scores(rows, value);
        return words.length == 1
                ? sound
                : new FaultyScorer(
                        sound,
                        new Fault(Fault.Kind.valueOf(words[1].toUpperCase(Locale.ROOT)), Double.parseDouble(words[2])));
    }

    private static double[] scores(List<Map<String, String>> rows, double value) {
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException("expected other rows");
        }
        double[] scores = new double[rows.size()];
        Arrays.setAll(scores, i -> Double.parseDouble(rows.get(i).getOrDefault("echo", Double.toString(value))));
        return scores;
    }
}
