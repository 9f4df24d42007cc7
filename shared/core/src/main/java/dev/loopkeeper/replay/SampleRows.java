package dev.loopkeeper.replay;

import java.util.List;

/**
 * Rows in order of time, as numbers.
 *
 * @param features names of the columns of {@code x}
 * @param x one array a row
 * @param y label: 0 or 1, or a number when {@code regression}
 * @param regression whether the loss is {@code min(1, |error| / scale)} instead of a wrong class
 * @param scale size of an error that counts as a whole one; unused in a classification
 */
public record SampleRows(List<String> features, double[][] x, double[] y, boolean regression, double scale) {
    public SampleRows {
        features = List.copyOf(features);
        if (x.length != y.length) {
            throw new IllegalArgumentException(x.length + " rows of features but " + y.length + " labels");
        }
        if (!(scale > 0)) {
            throw new IllegalArgumentException("scale is " + scale + ", it must be above zero");
        }
    }

    public int size() {
        return y.length;
    }
}
