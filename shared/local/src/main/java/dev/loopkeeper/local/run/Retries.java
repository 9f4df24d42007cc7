package dev.loopkeeper.local.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When files that could not be taken in are tried again: after a second, then twice as long each time, a minute at
 * most.
 *
 * <p>A full disk stays full for a while; without a pause it would fill the log as well. Safe for more than one thread.
 */
final class Retries {
    private static final long FIRST_NANOS = 1_000_000_000L;
    private static final long MOST_NANOS = 60 * FIRST_NANOS;

    private record Pause(long until, long nanos, boolean over) {}

    private final Map<Path, Pause> pauses = new ConcurrentHashMap<>();

    /** Notes a failure at {@code now}, in nanoseconds of any clock that only goes on. */
    void failed(Path file, long now) {
        pauses.compute(file, (f, before) -> {
            long nanos = before == null ? FIRST_NANOS : Math.min(MOST_NANOS, 2 * before.nanos());
            return new Pause(now + nanos, nanos, false);
        });
    }

    /** Forgets a file that was taken in, or is never to be. */
    void settled(Path file) {
        pauses.remove(file);
    }

    /** The files whose pause is over, each once for a failure. */
    List<Path> due(long now) {
        List<Path> due = new ArrayList<>();
        pauses.replaceAll((file, pause) -> {
            if (pause.over() || now - pause.until() < 0) {
                return pause;
            }
            due.add(file);
            return new Pause(pause.until(), pause.nanos(), true);
        });
        return due;
    }
}
