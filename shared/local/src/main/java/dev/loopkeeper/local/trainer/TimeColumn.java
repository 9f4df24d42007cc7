package dev.loopkeeper.local.trainer;

import java.util.Arrays;

/** Times as milliseconds since 1970. */
final class TimeColumn implements TableColumn {
    static final long MISSING = Long.MIN_VALUE;
    private long[] millis = new long[1_024];
    private int size;

    @Override
    public boolean accepts(String text) {
        return Cells.millis(text) != MISSING;
    }

    @Override
    public void add(String text) {
        if (size == millis.length) {
            millis = Arrays.copyOf(millis, size + (size >> 1));
        }
        millis[size++] = text == null ? MISSING : Cells.millis(text);
    }

    @Override
    public boolean missing(int row) {
        return millis[row] == MISSING;
    }

    @Override
    public void keep(int[] rows) {
        long[] kept = new long[Math.max(rows.length, 1_024)];
        for (int i = 0; i < rows.length; i++) {
            kept[i] = millis[rows[i]];
        }
        millis = kept;
        size = rows.length;
    }

    long millis(int row) {
        return millis[row];
    }
}
