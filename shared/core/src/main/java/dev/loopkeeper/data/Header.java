package dev.loopkeeper.data;

import dev.loopkeeper.edge.LoopException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The rule for column names: 1 to 4,096 of them, each at most 256 characters, no two alike.
 *
 * <p>An unnamed column, as pandas writes for its index, is called {@code column_<position>}.
 */
final class Header {
    static final int MAX_COLUMNS = 4_096;
    private static final int MAX_NAME = 256;

    private Header() {}

    static List<String> check(String key, List<String> raw) {
        if (raw.size() > MAX_COLUMNS) {
            throw tooWide(key);
        }
        List<String> names = new ArrayList<>(raw.size());
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < raw.size(); i++) {
            String name = raw.get(i).isEmpty() ? "column_" + (i + 1) : raw.get(i);
            if (name.length() > MAX_NAME) {
                throw LoopException.poison(key + ", header: the name of column " + (i + 1) + " has " + name.length()
                        + " characters, at most " + MAX_NAME + " are allowed; is the first line really a header?");
            }
            if (!seen.add(name)) {
                throw LoopException.poison(key + ", header: two columns are called " + Shown.quoted(name)
                        + ", every name must be unique; rename one and upload the file again");
            }
            names.add(name);
        }
        return List.copyOf(names);
    }

    /** Refuses a first line that can only be data. */
    static void checkIsNoData(String key, List<String> names) {
        if (names.stream().allMatch(n -> !Double.isNaN(Numbers.parse(n)))) {
            throw LoopException.poison(
                    key + ", line 1: a header with column names was expected, but every field is a number; "
                            + "add a first line with the names");
        }
    }

    static LoopException tooWide(String key) {
        return LoopException.poison(key + ": more than " + MAX_COLUMNS + " columns, which is the limit;"
                + " drop columns and upload it again");
    }
}
