package dev.loopkeeper.evaluate;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rows of {@code paired.csv}, in order of time.
 *
 * @param label 0 or 1, or the regression value
 * @param champion predictions of the champion; empty for a first version
 * @param challenger predictions of the challenger
 * @param slices slice column to its value by row
 */
public record PairedRows(
        double[] label, Optional<double[]> champion, double[] challenger, Map<String, List<String>> slices) {
    public int size() {
        return label.length;
    }
}
