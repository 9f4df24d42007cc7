package dev.loopkeeper.local.trainer;

import dev.loopkeeper.config.LoopConfig.Task;
import java.util.Locale;
import java.util.Optional;

/**
 * How the label's text becomes the number that is learnt, written into the artefact.
 *
 * @param task CLASSIFICATION or REGRESSION
 * @param kind how label cells are read
 * @param negative the value that counts as 0; empty for a regression
 * @param positive the value that counts as 1: predictions are its probability
 * @param deviation standard deviation of the coded label over the training rows
 */
record LabelCoding(String column, Task task, Kind kind, String negative, String positive, double deviation) {
    /** What the cells of the label hold. */
    enum Kind {
        NUMBER,
        FLAG,
        TEXT
    }

    /** The coded label; NaN for a text that is neither value. */
    double value(String text) {
        if (kind == Kind.FLAG) {
            return Cells.flag(text);
        }
        if (kind == Kind.NUMBER) {
            double value = Cells.number(text);
            return task == Task.REGRESSION ? value : coded(shown(value));
        }
        return coded(text);
    }

    /** The text that predictions are the probability of; empty when any spelling of yes is. */
    Optional<String> positiveLabel() {
        return task == Task.CLASSIFICATION && kind != Kind.FLAG ? Optional.of(positive) : Optional.empty();
    }

    /** For a regression, the standard deviation of the label in training. */
    Optional<Double> scale() {
        return task == Task.REGRESSION ? Optional.of(deviation) : Optional.empty();
    }

    private double coded(String value) {
        if (value.equals(positive)) {
            return 1;
        }
        return value.equals(negative) ? 0 : Double.NaN;
    }

    /** One spelling for one number, whatever the file wrote. */
    static String shown(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    boolean classification() {
        return task == Task.CLASSIFICATION;
    }

    LabelCoding withDeviation(double measured) {
        return new LabelCoding(column, task, kind, negative, positive, measured);
    }

    /** For the description of a model. */
    String sentence() {
        return classification()
                ? "probability that " + column + " is " + positive + " (and not " + negative + ")"
                : String.format(Locale.ROOT, "value of %s (standard deviation %.4g)", column, deviation);
    }
}
