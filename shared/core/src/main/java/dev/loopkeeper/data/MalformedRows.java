package dev.loopkeeper.data;

import dev.loopkeeper.edge.LoopException;
import java.util.Locale;

/**
 * Counts rows that do not fit the header.
 *
 * <p>Real files have a few, so they are left out and counted; a file is refused when they are more than 10 and more
 * than 1 % of its rows, because then the separator, the quoting or the header is wrong.
 */
final class MalformedRows {
    private static final int FEW = 10;
    private static final double SHARE = 0.01;

    private final String key;
    private long count;
    private String first = "";

    MalformedRows(String key) {
        this.key = key;
    }

    void add(long line, int expected, int found) {
        if (count++ == 0) {
            first = "line " + line + " has " + found + " fields, the header has " + expected;
        }
    }

    long count() {
        return count;
    }

    /** Refuses the batch when there are too many. */
    void judge(long accepted) {
        long all = accepted + count;
        if (count > FEW && count > SHARE * all) {
            throw LoopException.poison(String.format(
                    Locale.ROOT,
                    "%s: %,d of %,d rows do not fit the header, at most 1 %% may; the first: %s; check separator and quotes",
                    key,
                    count,
                    all,
                    first));
        }
    }
}
