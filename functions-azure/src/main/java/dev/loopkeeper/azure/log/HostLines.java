package dev.loopkeeper.azure.log;

import dev.loopkeeper.connectors.log.JsonLine;
import dev.loopkeeper.connectors.log.LineSink;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.logging.log4j.Level;

/**
 * Writes each line as JSON to the logger of the invocation that the thread works on, which the host ties to the request
 * in Application Insights; to {@code out}, which the host reads too, where there is none.
 */
record HostLines(PrintStream out) implements LineSink {
    @Override
    public void write(Level level, String logger, String message, Throwable thrown) {
        JsonLine line = new JsonLine(level).text("message", message).text("logger", logger);
        Optional<Invocation> invocation = Invocation.current();
        invocation.ifPresent(i -> line.text("function", i.function()).text("invocation", i.id()));
        invocation.filter(i -> !i.trace().isEmpty()).ifPresent(i -> line.text("trace", i.trace()));
        String text = line.stackTrace("stack_trace", thrown).done();
        invocation.ifPresentOrElse(i -> i.host().log(severity(level), () -> text), () -> print(text));
    }

    /** In one write, so that lines of several threads never mix. */
    private void print(String text) {
        byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        out.write(bytes, 0, bytes.length);
        out.flush();
    }

    private static java.util.logging.Level severity(Level level) {
        if (level.isMoreSpecificThan(Level.ERROR)) {
            return java.util.logging.Level.SEVERE;
        }
        if (level.isMoreSpecificThan(Level.WARN)) {
            return java.util.logging.Level.WARNING;
        }
        return level.isMoreSpecificThan(Level.INFO) ? java.util.logging.Level.INFO : java.util.logging.Level.FINE;
    }
}
