package dev.loopkeeper.local.trainer;

import dev.loopkeeper.edge.LoopException;

/** Training rows as the dense row-major matrix that XGBoost takes; NaN is missing. */
final class FeatureMatrix {
    private final RowTable table;
    private final int[] rows;
    private final int width;
    private final float[] cells;

    private FeatureMatrix(RowTable table, int[] rows, int width) {
        this.table = table;
        this.rows = rows;
        this.width = width;
        long size = (long) rows.length * width;
        if (size > Integer.MAX_VALUE - 8) {
            throw LoopException.poison(
                    rows.length + " rows of " + width + " features are more than the local trainer holds;"
                            + " lower training.maxRows to " + (Integer.MAX_VALUE - 8) / width);
        }
        cells = new float[(int) size];
    }

    /** The rows that the features were fitted on, with the out-of-fold codes of their categories. */
    static float[] ofTraining(Features features, RowTable table, int[] rows, float[] labels) {
        FeatureMatrix matrix = new FeatureMatrix(table, rows, features.width());
        int at = 0;
        for (FeatureColumn column : features.columns()) {
            if (column.kind() == FeatureColumn.Kind.CATEGORY) {
                matrix.outOfFold(new CategoryCodes(table, column.column(), rows, labels), at);
            } else {
                matrix.plain(column, at);
            }
            at += column.width();
        }
        return matrix.cells;
    }

    /** Other rows, coded as serving codes them. */
    static float[] ofOthers(Features features, RowTable table, int[] rows) {
        FeatureMatrix matrix = new FeatureMatrix(table, rows, features.width());
        int at = 0;
        for (FeatureColumn column : features.columns()) {
            matrix.plain(column, at);
            at += column.width();
        }
        return matrix.cells;
    }

    private void outOfFold(CategoryCodes codes, int at) {
        for (int i = 0; i < rows.length; i++) {
            cells[i * width + at] = codes.outOfFold(table, rows[i]);
        }
    }

    private void plain(FeatureColumn column, int at) {
        TableColumn cell = table.column(column.column());
        for (int i = 0; i < rows.length; i++) {
            int cellAt = i * width + at;
            if (cell instanceof TimeColumn time) {
                column.encode(time.millis(rows[i]), cells, cellAt);
            } else if (cell instanceof TextColumn text) {
                boolean missing = text.missing(rows[i]);
                cells[cellAt] =
                        missing ? Float.NaN : column.codes().getOrDefault(text.text(text.code(rows[i])), Float.NaN);
            } else {
                cells[cellAt] = ((NumberColumn) cell).value(rows[i]);
            }
        }
    }
}
