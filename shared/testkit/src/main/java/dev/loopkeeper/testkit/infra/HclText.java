package dev.loopkeeper.testkit.infra;

/** Where strings, comments and heredocs of a Terraform file end. */
final class HclText {
    private HclText() {}

    /** The place after the closing quote; quotes inside <code>${...}</code> do not close it. */
    static int endOfString(String text, int open) {
        int depth = 0;
        for (int i = open + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (text.startsWith("${", i)) {
                depth++;
            } else if (c == '}' && depth > 0) {
                depth--;
            } else if (c == '"' && depth > 0) {
                i = endOfString(text, i) - 1;
            } else if (c == '"') {
                return i + 1;
            }
        }
        throw new IllegalArgumentException("a string is not closed: " + text.substring(open));
    }

    static int endOfHeredoc(String text, int open) {
        int lineEnd = endOfLine(text, open);
        String mark = text.substring(open, lineEnd).replaceFirst("<<-?", "").strip();
        int i = lineEnd + 1;
        while (!text.substring(i, endOfLine(text, i)).strip().equals(mark)) {
            i = endOfLine(text, i) + 1;
        }
        return endOfLine(text, i);
    }

    static boolean startsComment(String text, int at) {
        return text.charAt(at) == '#' || text.startsWith("//", at);
    }

    static int endOfLine(String text, int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }

    /** The next place that is neither space nor comment. */
    static int skipSpace(String text, int from) {
        int i = from;
        while (i < text.length() && (Character.isWhitespace(text.charAt(i)) || startsComment(text, i))) {
            i = startsComment(text, i) ? endOfLine(text, i) : i + 1;
        }
        return i;
    }
}
