package dev.loopkeeper.gcp.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Optional;
import org.apache.logging.log4j.Level;

/**
 * One line of structured log as Cloud Logging's agent reads it: {@code severity}, {@code message}, {@code time},
 * {@code logging.googleapis.com/trace} and {@code /labels}, and {@code stack_trace} for Error Reporting.
 *
 * <p>Whatever the text holds, the line is one line of valid JSON: control characters, line and paragraph separators,
 * bidirectional marks and lone surrogates become {@code ?}; line breaks stay as escapes in the stack trace only. Fields
 * are cut at 2 Ki characters, stack traces at 16 Ki.
 */
record LogLine(Instant time, Level level, String logger, String message, String project) {
    private static final int FIELD = 2 << 10;
    private static final int STACK = 16 << 10;

    String json(Optional<Request> request, Throwable thrown) {
        StringBuilder line = new StringBuilder(256).append("{\"severity\":\"").append(severity());
        field(line.append("\",\"message\":"), message, FIELD, false);
        line.append(",\"time\":\"").append(time).append('"');
        request.filter(r -> !r.trace().isEmpty() && !project.isEmpty()).ifPresent(r -> {
            field(line.append(",\"logging.googleapis.com/trace\":"), trace(r), FIELD, false);
        });
        field(line.append(",\"logging.googleapis.com/labels\":{\"logger\":"), logger, FIELD, false);
        request.ifPresent(r -> field(line.append(",\"function\":"), r.function(), FIELD, false));
        line.append('}');
        if (thrown != null) {
            field(line.append(",\"stack_trace\":"), stack(thrown), STACK, true);
        }
        return line.append("}\n").toString();
    }

    private String trace(Request request) {
        return "projects/" + project + "/traces/" + request.trace();
    }

    private String severity() {
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

    private static String stack(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static void field(StringBuilder line, String text, int limit, boolean breaks) {
        int end = Math.min(limit, text.length());
        line.append('"');
        for (int i = 0; i < end; i++) {
            i += append(line, text, i, end, breaks);
        }
        line.append(end < text.length() ? "...\"" : "\"");
    }

    /** Appends what stands at {@code i}; how many characters it took beyond the first. */
    private static int append(StringBuilder line, String text, int i, int end, boolean breaks) {
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
