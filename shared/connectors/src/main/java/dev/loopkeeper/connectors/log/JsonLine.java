package dev.loopkeeper.connectors.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.apache.logging.log4j.Level;

/**
 * Writes one line of structured log; it begins with {@code severity}, as Cloud Logging spells it.
 *
 * <p>Whatever the texts hold, the line is one line of valid JSON: control characters, line and paragraph separators,
 * bidirectional marks and lone surrogates become {@code ?}; line breaks stay as escapes in the stack trace only. Fields
 * are cut at 2 Ki characters, stack traces at 16 Ki. Names of fields are constants and are written as they are.
 */
public final class JsonLine {
    private static final int FIELD = 2 << 10;
    private static final int STACK = 16 << 10;

    private final StringBuilder line = new StringBuilder(256);
    private boolean first;

    public JsonLine(Level level) {
        line.append("{\"severity\":\"").append(severity(level)).append('"');
    }

    /** A field with a text. */
    public JsonLine text(String name, String value) {
        name(name);
        append(value, FIELD, false);
        return this;
    }

    /** Begins an object; fields are its own until {@link #close}. */
    public JsonLine open(String name) {
        name(name);
        line.append('{');
        first = true;
        return this;
    }

    public JsonLine close() {
        line.append('}');
        first = false;
        return this;
    }

    /** What was thrown and where; nothing for null. */
    public JsonLine stackTrace(String name, Throwable thrown) {
        if (thrown != null) {
            StringWriter text = new StringWriter();
            thrown.printStackTrace(new PrintWriter(text));
            name(name);
            append(text.toString(), STACK, true);
        }
        return this;
    }

    /** The line, without the line break that ends it. */
    public String done() {
        return line + "}";
    }

    private void name(String name) {
        line.append(first ? "\"" : ",\"").append(name).append("\":");
        first = false;
    }

    private static String severity(Level level) {
        if (level.isMoreSpecificThan(Level.FATAL)) {
            return "CRITICAL";
        }
        if (level.isMoreSpecificThan(Level.ERROR)) {
            return "ERROR";
        }
        if (level.isMoreSpecificThan(Level.WARN)) {
            return "WARNING";
        }
        return level.isMoreSpecificThan(Level.INFO) ? "INFO" : "DEBUG";
    }

    private void append(String text, int limit, boolean breaks) {
        int end = Math.min(limit, text.length());
        line.append('"');
        for (int i = 0; i < end; i++) {
            i += append(text, i, end, breaks);
        }
        line.append(end < text.length() ? "...\"" : "\"");
    }

    /** Appends what stands at {@code i}; how many characters it took beyond the first. */
    private int append(String text, int i, int end, boolean breaks) {
        char c = text.charAt(i);
        if (c == '"' || c == '\\') {
            line.append('\\').append(c);
        } else if (c == '\n' || c == '\r') {
            line.append(!breaks ? " " : c == '\n' ? "\\n" : "");
        } else if (c == '\t') {
            line.append(' ');
        } else if (Character.isHighSurrogate(c) && i + 1 < end && Character.isLowSurrogate(text.charAt(i + 1))) {
            line.append(c).append(text.charAt(i + 1));
            return 1;
        } else {
            line.append(plain(c) ? c : '?');
        }
        return 0;
    }

    private static boolean plain(char c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
