package dev.loopkeeper.local.trainer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A row that a version can predict without knowing any data: a cell for every column that takes one of ours. For
 * warming up; the prediction means nothing.
 */
public final class MadeUpRow {
    private static final List<String> CELLS = List.of("1", "2020-01-01T00:00:00Z");

    private MadeUpRow() {}

    /** Makes the row. */
    public static Map<String, String> of(Scorer scorer) {
        Map<String, String> row = new LinkedHashMap<>();
        for (String column : scorer.columns()) {
            CELLS.stream()
                    .filter(cell -> accepts(scorer, column, cell))
                    .findFirst()
                    .ifPresent(cell -> row.put(column, cell));
        }
        return row;
    }

    private static boolean accepts(Scorer scorer, String column, String cell) {
        try {
            scorer.score(Map.of(column, cell));
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
