package dev.loopkeeper.data;

/**
 * The spellings of "no value" that data files have: the empty field, {@code NA}, {@code N/A}, {@code NaN}, {@code nan},
 * {@code null}, {@code NULL}, {@code None}, {@code \N} and {@code ?}.
 *
 * <p>This is the only list; it holds for quoted fields and for JSON strings too.
 */
public final class Missing {
    private static final int LONGEST = 4;

    private Missing() {}

    /** Whether the text stands for no value; {@code null} does. */
    public static boolean is(String text) {
        if (text == null || text.isEmpty()) {
            return true;
        }
        if (text.length() > LONGEST) {
            return false;
        }
        return switch (text) {
            case "NA", "N/A", "NaN", "nan", "null", "NULL", "None", "\\N", "?" -> true;
            default -> false;
        };
    }

    /** The same rule on a slice of a buffer, without making a string of it. */
    static boolean is(char[] buffer, int offset, int length) {
        if (length == 0) {
            return true;
        }
        if (length > LONGEST) {
            return false;
        }
        char first = buffer[offset];
        boolean possible = first == 'N' || first == 'n' || first == '\\' || first == '?';
        return possible && is(new String(buffer, offset, length));
    }
}
