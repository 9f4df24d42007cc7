package dev.loopkeeper.connectors.log;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.message.MessageFactory;
import org.apache.logging.log4j.spi.ExtendedLogger;
import org.apache.logging.log4j.spi.LoggerContext;
import org.apache.logging.log4j.spi.LoggerContextFactory;

/**
 * The loggers of a process, which all write to one {@link LineSink}: one context for all class loaders, because a
 * process runs one deployment.
 *
 * <p>Stands in for log4j-core, which needs more classes to start than all the rest of a function together.
 */
public final class LineLoggers implements LoggerContextFactory, LoggerContext {
    private final Map<String, ExtendedLogger> loggers = new ConcurrentHashMap<>();
    private final Level level;
    private final LineSink sink;

    /** @param env with {@code LOOPKEEPER_LOG_LEVEL}, {@code info} unless set */
    public LineLoggers(Map<String, String> env, LineSink sink) {
        this.level = Level.toLevel(env.get("LOOPKEEPER_LOG_LEVEL"), Level.INFO);
        this.sink = sink;
    }

    @Override
    public ExtendedLogger getLogger(String name) {
        ExtendedLogger known = loggers.get(name);
        if (known == null) {
            loggers.putIfAbsent(name, new LineLogger(name, level, sink));
            known = loggers.get(name);
        }
        return known;
    }

    @Override
    public ExtendedLogger getLogger(String name, MessageFactory messages) {
        return getLogger(name);
    }

    @Override
    public LoggerContext getContext(String caller, ClassLoader loader, Object external, boolean current) {
        return this;
    }

    @Override
    public LoggerContext getContext(
            String caller, ClassLoader loader, Object external, boolean current, URI config, String name) {
        return this;
    }

    @Override
    public void removeContext(LoggerContext context) {
        // There is one, for as long as the process lives.
    }

    @Override
    public Object getExternalContext() {
        return null;
    }

    @Override
    public boolean hasLogger(String name) {
        return loggers.containsKey(name);
    }

    @Override
    public boolean hasLogger(String name, MessageFactory messages) {
        return hasLogger(name);
    }

    @Override
    public boolean hasLogger(String name, Class<? extends MessageFactory> messages) {
        return hasLogger(name);
    }
}
