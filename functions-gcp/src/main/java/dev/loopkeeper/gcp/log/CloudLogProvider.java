package dev.loopkeeper.gcp.log;

import dev.loopkeeper.connectors.log.LineLoggers;
import java.util.Map;
import org.apache.logging.log4j.spi.LoggerContextFactory;
import org.apache.logging.log4j.spi.Provider;

/**
 * Makes Log4j's API write what Cloud Logging reads: one JSON object a line on standard output. Found by
 * {@code META-INF/services}.
 */
public final class CloudLogProvider extends Provider {
    private static final int PRIORITY = 50;

    private static final class Only {
        private static final LineLoggers LOGGERS = loggers(System.getenv());

        private static LineLoggers loggers(Map<String, String> env) {
            return new LineLoggers(env, new CloudLines(env.getOrDefault("LOOPKEEPER_PROJECT", ""), System.out));
        }
    }

    public CloudLogProvider() {
        super(PRIORITY, CURRENT_VERSION);
    }

    @Override
    public LoggerContextFactory getLoggerContextFactory() {
        return Only.LOGGERS;
    }
}
