package dev.loopkeeper.connectors.rest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.LongSupplier;

/** When a call must be over, by a clock of nanoseconds that only runs forward. */
final class Deadline {
    /** With less than this left no try is worth its start. */
    private static final Duration LEAST = Duration.ofMillis(50);

    private static final int CHUNK = 64 << 10;

    private final LongSupplier nanos;
    private final long start;
    private final Duration total;

    Deadline(LongSupplier nanos, Duration total) {
        this.nanos = nanos;
        this.start = nanos.getAsLong();
        this.total = total;
    }

    Duration total() {
        return total;
    }

    Duration left() {
        return total.minusNanos(nanos.getAsLong() - start);
    }

    /** Whether there is time for a try after a pause. */
    boolean allows(Duration pause) {
        return left().minus(pause).compareTo(LEAST) >= 0;
    }

    /**
     * The bytes of a body, at most {@code limit} and one more.
     *
     * @throws SocketTimeoutException when they come so slowly that the time is over first
     */
    byte[] read(InputStream body, int limit) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        int n = 0;
        while (n >= 0 && read.size() <= limit) {
            read.write(chunk, 0, n);
            if (left().isNegative()) {
                throw new SocketTimeoutException("the body was not whole after " + total.toMillis() + " ms");
            }
            n = body.read(chunk, 0, Math.min(CHUNK, limit + 1 - read.size()));
        }
        return read.toByteArray();
    }
}
