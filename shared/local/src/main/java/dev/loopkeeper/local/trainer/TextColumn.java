package dev.loopkeeper.local.trainer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Texts as codes of a dictionary, numbered in order of arrival.
 *
 * <p>The dictionary takes {@value #LIMIT} values, so that a column of free text cannot eat the heap; later values are
 * missing, and {@link #overflown} tells that the column is no category.
 */
final class TextColumn implements TableColumn {
    static final int MISSING = -1;
    static final int LIMIT = 100_000;
    private final Map<String, Integer> codes = new HashMap<>();
    private final List<String> values = new ArrayList<>();
    private int[] cells = new int[1_024];
    private int size;
    private boolean overflown;

    @Override
    public boolean accepts(String text) {
        return true;
    }

    @Override
    public void add(String text) {
        if (size == cells.length) {
            cells = Arrays.copyOf(cells, size + (size >> 1));
        }
        cells[size++] = text == null ? MISSING : code(text);
    }

    private int code(String text) {
        Integer known = codes.get(text);
        if (known != null) {
            return known;
        }
        if (values.size() == LIMIT) {
            overflown = true;
            return MISSING;
        }
        codes.put(text, values.size());
        values.add(text);
        return values.size() - 1;
    }

    @Override
    public boolean missing(int row) {
        return cells[row] == MISSING;
    }

    @Override
    public void keep(int[] rows) {
        int[] kept = new int[Math.max(rows.length, 1_024)];
        for (int i = 0; i < rows.length; i++) {
            kept[i] = cells[rows[i]];
        }
        cells = kept;
        size = rows.length;
    }

    int code(int row) {
        return cells[row];
    }

    String text(int code) {
        return values.get(code);
    }

    int distinct() {
        return values.size();
    }

    boolean overflown() {
        return overflown;
    }
}
