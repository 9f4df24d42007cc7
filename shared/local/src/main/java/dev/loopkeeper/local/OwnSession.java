package dev.loopkeeper.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Keeps a process of ours out of the terminal's process group, so that Ctrl-C reaches the loop alone, which stops the
 * rest in order.
 */
public final class OwnSession {
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private OwnSession() {}

    /** What to put before a command; empty where the system has no {@code setsid}. */
    public static List<String> prefix() {
        return Files.isExecutable(SETSID) ? List.of(SETSID.toString()) : List.of();
    }
}
