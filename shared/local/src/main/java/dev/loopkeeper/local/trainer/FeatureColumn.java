package dev.loopkeeper.local.trainer;

import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How one column of the data becomes features; the part of the artefact that serving reads.
 *
 * <p>A missing cell, a missing column and a category unknown to the training rows become NaN, which the trees send the
 * way that was best for missing values in training.
 *
 * @param parts of a TIME column, one feature each
 * @param codes of a CATEGORY column: value to its smoothed mean of the label
 */
record FeatureColumn(String column, Kind kind, List<TimePart> parts, Map<String, Float> codes) {
    /** How cells are read. */
    enum Kind {
        NUMBER,
        FLAG,
        TIME,
        CATEGORY
    }

    static FeatureColumn plain(String column, Kind kind) {
        return new FeatureColumn(column, kind, List.of(), Map.of());
    }

    int width() {
        return kind == Kind.TIME ? parts.size() : 1;
    }

    List<String> names() {
        return kind == Kind.TIME
                ? parts.stream()
                        .map(p -> column + " ("
                                + p.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ")")
                        .toList()
                : List.of(column);
    }

    /**
     * Writes the features of a cell from {@code at} on.
     *
     * @return whether the text was of the column's type; otherwise NaN is written
     */
    boolean encode(String text, float[] features, int at) {
        if (Cells.missing(text)) {
            Arrays.fill(features, at, at + width(), Float.NaN);
            return true;
        }
        if (kind == Kind.CATEGORY) {
            features[at] = codes.getOrDefault(text, Float.NaN);
            return true;
        }
        if (kind == Kind.TIME) {
            long millis = Cells.millis(text);
            encode(millis, features, at);
            return millis != TimeColumn.MISSING;
        }
        features[at] = (float) (kind == Kind.NUMBER ? Cells.number(text) : Cells.flag(text));
        return !Float.isNaN(features[at]);
    }

    /** The features of a time that is already read. */
    void encode(long millis, float[] features, int at) {
        if (millis == TimeColumn.MISSING) {
            Arrays.fill(features, at, at + parts.size(), Float.NaN);
            return;
        }
        ZonedDateTime time = TimePart.read(millis);
        for (int i = 0; i < parts.size(); i++) {
            features[at + i] = parts.get(i).of(time);
        }
    }

    /** For the message about a cell of another type. */
    String expected() {
        return switch (kind) {
            case NUMBER -> "a number";
            case FLAG -> "true or false";
            case TIME -> "a time such as 2013-01-31T05:15:00Z";
            case CATEGORY -> "a text";
        };
    }
}
