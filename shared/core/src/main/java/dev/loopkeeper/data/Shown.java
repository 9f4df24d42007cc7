package dev.loopkeeper.data;

/** How text from a data file is shown in a message: quoted, on one line, at most 60 characters. */
final class Shown {
    private static final int LIMIT = 60;

    private Shown() {}

    static String quoted(String text) {
        StringBuilder shown = new StringBuilder("'");
        text.codePoints().limit(LIMIT).forEach(c -> shown.appendCodePoint(printable(c) ? c : '?'));
        return shown.append(text.codePointCount(0, text.length()) > LIMIT ? "...'" : "'")
                .toString();
    }

    private static boolean printable(int c) {
        int type = Character.getType(c);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.SURROGATE
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR
                && type != Character.UNASSIGNED;
    }
}
