package dev.loopkeeper.gcp.log;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.ParameterizedMessageFactory;
import org.apache.logging.log4j.simple.SimpleLogger;
import org.apache.logging.log4j.util.PropertiesUtil;

/** Writes each event as one line in one write, so that lines of several threads never mix. */
final class CloudLogger extends SimpleLogger {
    private static final long serialVersionUID = 1L;
    private static final String NO_DATE = "";

    private final transient PrintStream out;
    private final String project;

    CloudLogger(String name, Level level, String project, PrintStream out) {
        super(
                name,
                level,
                false,
                false,
                false,
                false,
                NO_DATE,
                ParameterizedMessageFactory.INSTANCE,
                PropertiesUtil.getProperties(),
                out);
        this.out = out;
        this.project = project;
    }

    @Override
    public void logMessage(String caller, Level level, Marker marker, Message message, Throwable thrown) {
        Throwable cause = thrown == null ? message.getThrowable() : thrown;
        LogLine line = new LogLine(Instant.now(), level, getName(), message.getFormattedMessage(), project);
        byte[] bytes = line.json(Request.current(), cause).getBytes(StandardCharsets.UTF_8);
        out.write(bytes, 0, bytes.length);
        out.flush();
    }
}
