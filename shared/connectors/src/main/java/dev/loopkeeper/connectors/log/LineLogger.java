package dev.loopkeeper.connectors.log;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.ParameterizedMessageFactory;
import org.apache.logging.log4j.simple.SimpleLogger;
import org.apache.logging.log4j.util.PropertiesUtil;

/** Hands each event to a {@link LineSink}. */
final class LineLogger extends SimpleLogger {
    private static final long serialVersionUID = 1L;
    private static final String NO_DATE = "";

    private final transient LineSink sink;

    LineLogger(String name, Level level, LineSink sink) {
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
                System.out);
        this.sink = sink;
    }

    @Override
    public void logMessage(String caller, Level level, Marker marker, Message message, Throwable thrown) {
        sink.write(level, getName(), message.getFormattedMessage(), thrown == null ? message.getThrowable() : thrown);
    }
}
