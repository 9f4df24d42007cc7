package dev.loopkeeper.azure.log;

import dev.loopkeeper.connectors.log.LineLoggers;
import org.apache.logging.log4j.spi.LoggerContextFactory;
import org.apache.logging.log4j.spi.Provider;

/** Makes Log4j's API write to the Functions host. Found by {@code META-INF/services}. */
public final class HostLogProvider extends Provider {
    private static final int PRIORITY = 50;

    private static final class Only {
        private static final LineLoggers LOGGERS = new LineLoggers(System.getenv(), new HostLines(System.out));
    }

    public HostLogProvider() {
        super(PRIORITY, CURRENT_VERSION);
    }

    @Override
    public LoggerContextFactory getLoggerContextFactory() {
        return Only.LOGGERS;
    }
}
