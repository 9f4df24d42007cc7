package dev.loopkeeper.local.trainer;

import java.io.PrintStream;
import java.util.Locale;

/** Says on one stream how far a run is: one JSON line each time a fiftieth more is done or the work changes. */
final class Progress {
    private static final double STEP = 0.02;
    private final PrintStream out;
    private double last = -1;
    private String what = "";

    Progress(PrintStream out) {
        this.out = out;
    }

    /** {@code done} is a share from 0 to 1. */
    void report(double done, String work) {
        if (done - last < STEP && work.equals(what)) {
            return;
        }
        last = done;
        what = work;
        out.printf(Locale.ROOT, "{\"progress\":%.2f,\"what\":\"%s\"}%n", done, work);
        out.flush();
    }
}
