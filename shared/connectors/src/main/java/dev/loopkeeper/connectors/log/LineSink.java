package dev.loopkeeper.connectors.log;

import org.apache.logging.log4j.Level;

/** Where a host's log lines go; called by several threads at once, so a line must be one write. */
public interface LineSink {
    /** @param thrown null when there is none */
    void write(Level level, String logger, String message, Throwable thrown);
}
