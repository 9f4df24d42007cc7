package dev.loopkeeper.local.trainer;

import dev.loopkeeper.data.Booleans;
import dev.loopkeeper.data.Missing;
import dev.loopkeeper.data.Numbers;
import dev.loopkeeper.data.Times;
import java.time.Instant;

/** Reads the text of one cell, in training and in serving alike, so that both see the same value. */
final class Cells {
    private Cells() {}

    /**
     * The number, or NaN when the text is none, or one too large for a float, which is what the trees see: XGBoost
     * refuses all rows for one such value.
     */
    static double number(String text) {
        double value = Numbers.parse(text.strip());
        return Float.isInfinite((float) value) ? Double.NaN : value;
    }

    /** 1 for yes, 0 for no, NaN for anything else. */
    static double flag(String text) {
        return Booleans.of(text).map(yes -> yes ? 1.0 : 0.0).orElse(Double.NaN);
    }

    /** Milliseconds since 1970, or {@link TimeColumn#MISSING} when the text is no time. */
    static long millis(String text) {
        return Times.parseNamed(text.strip()).map(Instant::toEpochMilli).orElse(TimeColumn.MISSING);
    }

    /** Whether the cell of a request holds nothing. */
    static boolean missing(String text) {
        return text == null || Missing.is(text.strip());
    }
}
