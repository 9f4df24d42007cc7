package dev.loopkeeper.gcp.log;

import dev.loopkeeper.connectors.log.JsonLine;
import dev.loopkeeper.connectors.log.LineSink;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.logging.log4j.Level;

/**
 * Writes lines as Cloud Logging's agent reads them: {@code severity}, {@code message}, {@code time},
 * {@code logging.googleapis.com/trace} and {@code /labels}, and {@code stack_trace} for Error Reporting.
 */
record CloudLines(String project, PrintStream out) implements LineSink {
    @Override
    public void write(Level level, String logger, String message, Throwable thrown) {
        Optional<Request> request = Request.current();
        JsonLine line = new JsonLine(level)
                .text("message", message)
                .text("time", Instant.now().toString());
        request.filter(r -> !r.trace().isEmpty() && !project.isEmpty())
                .ifPresent(
                        r -> line.text("logging.googleapis.com/trace", "projects/" + project + "/traces/" + r.trace()));
        line.open("logging.googleapis.com/labels").text("logger", logger);
        request.ifPresent(r -> line.text("function", r.function()));
        line.close().stackTrace("stack_trace", thrown);
        byte[] bytes = (line.done() + "\n").getBytes(StandardCharsets.UTF_8);
        out.write(bytes, 0, bytes.length);
        out.flush();
    }
}
