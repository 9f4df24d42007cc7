package dev.loopkeeper.testkit.functions;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** The lines of the host and of what functions write through their context: kept, and printed if somebody reads. */
final class HostLog extends Handler {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final PrintStream out;

    /** @param out null to keep the lines only */
    HostLog(PrintStream out) {
        this.out = out;
    }

    /** A function's logger, which no other configuration reaches. */
    Logger logger(String function) {
        Logger logger = Logger.getAnonymousLogger();
        logger.setUseParentHandlers(false);
        logger.addHandler(this);
        return logger;
    }

    void say(String line) {
        lines.add(line);
        if (out != null) {
            out.println(line);
        }
    }

    void failed(String function, Exception e) {
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        say("Executed '" + function + "' (Failed): " + trace);
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void publish(LogRecord record) {
        say(record.getLevel() + " " + record.getMessage());
    }

    @Override
    public void flush() {
        // Every line is out when it was said.
    }

    @Override
    public void close() {
        // The stream is not ours.
    }
}
