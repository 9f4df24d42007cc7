package dev.loopkeeper.replay;

import dev.loopkeeper.data.BatchProfile;
import dev.loopkeeper.data.ColumnProfile;
import dev.loopkeeper.edge.LoopException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How a label becomes a number.
 *
 * @param positive the value that is class 1; empty in a regression
 * @param logarithm whether a regression learns {@code log(1 + label)}, in which errors are relative
 * @param scale size of an error that counts as a whole one
 */
public record LabelCode(String column, boolean regression, String positive, boolean logarithm, double scale) {
    private static final Set<String> YES = Set.of("yes", "true", "y", "t", "1", "1.0", "up");

    /** A number, and errors above {@code scale} count as one. */
    public static LabelCode number(String column, boolean logarithm, double scale) {
        return new LabelCode(column, true, "", logarithm, scale);
    }

    /** Class 1 is the value that says yes, else the rarer of two, else the most frequent of many against the rest. */
    public static LabelCode classes(String column, BatchProfile profile) {
        Map<String, Long> counts = column(column, profile)
                .values()
                .orElseThrow(
                        () -> LoopException.poison(
                                "label '" + column
                                        + "' has more than 64 different values, too many for classes; if it is a number, add --regression"));
        if (counts.size() < 2) {
            throw LoopException.poison(
                    "label '" + column + "' has " + counts.size() + " different values, it needs two");
        }
        List<String> byCount = counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
        String positive = byCount.stream()
                .filter(v -> YES.contains(v.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElse(byCount.get(counts.size() == 2 ? 1 : 0));
        return new LabelCode(column, false, positive, false, 1);
    }

    /** The column's profile; {@code POISON} when there is none. */
    public static ColumnProfile column(String column, BatchProfile profile) {
        ColumnProfile found = profile.columns().get(column);
        if (found == null) {
            throw LoopException.poison("there is no column '" + column + "'; the file has "
                    + String.join(", ", profile.columns().keySet()));
        }
        return found;
    }

    /** The number of a cell; NaN when it holds no label. */
    double of(String cell) {
        if (!regression) {
            return cell == null ? Double.NaN : cell.equals(positive) ? 1 : 0;
        }
        double number = RowCollector.number(cell);
        return logarithm ? Math.log1p(number) : number;
    }
}
