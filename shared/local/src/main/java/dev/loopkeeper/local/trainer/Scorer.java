package dev.loopkeeper.local.trainer;

import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A version ready to predict, in plain Java; immutable and safe to share between threads.
 *
 * <p>A prediction is the probability of the positive class or the regression value. A missing column or cell and a
 * category never seen in training count as missing; columns the version does not know are ignored.
 */
public final class Scorer {
    private final ModelArchive archive;
    private final TreeEnsemble trees;
    private final int width;

    private Scorer(ModelArchive archive) {
        this.archive = archive;
        trees = TreeEnsemble.parse(archive.booster());
        width = archive.card().columns().stream().mapToInt(FeatureColumn::width).sum();
    }

    /** Reads {@code model.zip} and closes the stream; a damaged one is a {@code POISON} failure. */
    public static Scorer load(InputStream artefact) {
        return new Scorer(ModelArchive.read(artefact));
    }

    /**
     * Predicts one row, given as text by column.
     *
     * @throws IllegalArgumentException naming the column whose cell is not of the type the version was trained with
     */
    public double score(Map<String, String> row) {
        return score(row::get, true);
    }

    /** Predicts rows in order; an exception names the row, counted from 1, and the column. */
    public double[] score(List<Map<String, String>> rows) {
        double[] scores = new double[rows.size()];
        for (int i = 0; i < scores.length; i++) {
            try {
                scores[i] = score(rows.get(i));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("row " + (i + 1) + ": " + e.getMessage(), e);
            }
        }
        return scores;
    }

    /**
     * Predicts a row; a cell of the wrong type is refused when {@code strict}, else it counts as missing, as in
     * cleaning.
     */
    double score(UnaryOperator<String> cells, boolean strict) {
        float[] features = new float[width];
        int at = 0;
        for (FeatureColumn column : archive.card().columns()) {
            String text = cells.apply(column.column());
            if (!column.encode(text, features, at) && strict) {
                throw new IllegalArgumentException(
                        "column '" + column.column() + "' is '" + shown(text) + "', expected " + column.expected());
            }
            at += column.width();
        }
        return trees.predict(features);
    }

    private static String shown(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "...";
    }

    /** A defect put in for a demonstration; the endpoint of the embedded default plays it. */
    public Optional<Fault> fault() {
        return archive.fault();
    }

    /** The loop that trained it. */
    public String model() {
        return archive.card().model();
    }

    /** The columns a row should have. */
    public List<String> columns() {
        return archive.card().columns().stream().map(FeatureColumn::column).toList();
    }

    /** What the version predicts and from what, for a person. */
    public String describe() {
        ModelCard card = archive.card();
        return String.format(
                Locale.ROOT,
                "%s, by %d trees over %s, trained on %,d rows",
                card.label().sentence(),
                trees.size(),
                String.join(", ", columns()),
                card.trainRows());
    }

    LabelCoding label() {
        return archive.card().label();
    }
}
