package dev.loopkeeper.gcp.log;

import org.apache.logging.log4j.spi.LoggerContextFactory;
import org.apache.logging.log4j.spi.Provider;

/**
 * Makes Log4j's API write what Cloud Logging reads: one JSON object a line on standard output.
 *
 * <p>Stands in for log4j-core, which needs more classes to start than all the rest of a function together. Found by
 * {@code META-INF/services}.
 */
public final class CloudLogProvider extends Provider {
    private static final int PRIORITY = 50;

    private static final class Only {
        private static final CloudLogFactory FACTORY = new CloudLogFactory(System.getenv(), System.out);
    }

    public CloudLogProvider() {
        super(PRIORITY, CURRENT_VERSION);
    }

    @Override
    public LoggerContextFactory getLoggerContextFactory() {
        return Only.FACTORY;
    }
}
