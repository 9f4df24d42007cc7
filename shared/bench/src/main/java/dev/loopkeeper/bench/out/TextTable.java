package dev.loopkeeper.bench.out;

import java.util.ArrayList;
import java.util.List;

/**
 * A table for a terminal and for a page: the first column is a name, the others are figures and stand to the right.
 *
 * @param headings of the columns
 * @param rows one cell a heading
 */
public record TextTable(List<String> headings, List<List<String>> rows) {
    private static final String GAP = "  ";

    public TextTable {
        headings = List.copyOf(headings);
        List<List<String>> kept = new ArrayList<>();
        for (List<String> row : rows) {
            if (row.size() != headings.size()) {
                throw new IllegalArgumentException(
                        "row " + row + " must have " + headings.size() + " cells, one a heading");
            }
            kept.add(List.copyOf(row));
        }
        rows = List.copyOf(kept);
    }

    /** Lines ending in a line feed, padded with spaces. */
    public String text() {
        int[] widths = new int[headings.size()];
        widen(widths, headings);
        rows.forEach(row -> widen(widths, row));
        StringBuilder text = new StringBuilder();
        line(text, headings, widths);
        line(text, headings.stream().map(h -> "").toList(), widths, '-');
        rows.forEach(row -> line(text, row, widths));
        return text.toString();
    }

    private static void widen(int[] widths, List<String> cells) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], cells.get(i).length());
        }
    }

    private static void line(StringBuilder text, List<String> cells, int[] widths) {
        line(text, cells, widths, ' ');
    }

    private static void line(StringBuilder text, List<String> cells, int[] widths, char fill) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String pad = String.valueOf(fill).repeat(widths[i] - cells.get(i).length());
            line.append(i == 0 ? "" : GAP).append(i == 0 ? cells.get(i) + pad : pad + cells.get(i));
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }
}
