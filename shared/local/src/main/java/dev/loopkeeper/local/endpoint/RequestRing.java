package dev.loopkeeper.local.endpoint;

import dev.loopkeeper.rollout.Moments;
import dev.loopkeeper.rollout.VersionWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The newest requests of one version, one by one, so that any window length and any threshold can be asked for later.
 *
 * <p>A request belongs to the moment its answer was known, which is taken under the lock of the ring: entries are in
 * order of time, and a window is complete as soon as it is over. What the ring does not cover (before it began, or
 * forgotten because it was full) is missing, never zero. Nothing survives the process.
 */
final class RequestRing {
    static final int MOST_WINDOWS = 10_000;
    private static final int FIRST_SIZE = 1_024;
    /** Beyond it a sum of squares might not be finite; a mean that large is as wrong. */
    private static final double LARGEST = 1e100;

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final InstantSource clock;
    private final int capacity;
    private long[] micros = new long[FIRST_SIZE];
    /** Milliseconds; negative for an error, so that one float holds both. */
    private float[] millis = new float[FIRST_SIZE];
    /** What was answered; not a number for an error. */
    private double[] values = new double[FIRST_SIZE];

    private long written;
    private long coveredSince;

    RequestRing(InstantSource clock, int capacity) {
        this.clock = clock;
        this.capacity = capacity;
        this.coveredSince = micros(clock.instant());
    }

    void answered(double latencyMillis, double value) {
        add(latencyMillis, false, Math.max(-LARGEST, Math.min(LARGEST, value)));
    }

    void failed(double latencyMillis) {
        add(latencyMillis, true, Double.NaN);
    }

    private synchronized void add(double latencyMillis, boolean error, double value) {
        if (written == micros.length && written < capacity) {
            int size = (int) Math.min(capacity, 2L * micros.length);
            micros = Arrays.copyOf(micros, size);
            millis = Arrays.copyOf(millis, size);
            values = Arrays.copyOf(values, size);
        }
        int at = (int) (written % micros.length);
        if (written >= micros.length) {
            // Of the moment of a forgotten request nothing certain is known any more.
            coveredSince = micros[at] + 1;
        }
        micros[at] = micros(clock.instant());
        float latency = (float) Math.max(latencyMillis, Float.MIN_NORMAL);
        millis[at] = error ? -latency : latency;
        values[at] = value;
        written++;
    }

    /** The windows that begin at or after {@code from}, end at or before {@code to} and are over. */
    synchronized List<VersionWindow> windows(Instant from, Instant to, Duration length, double slowMillis) {
        long step = length.toNanos() / 1_000;
        long end = Math.min(micros(to), micros(clock.instant()));
        long first = Math.multiplyExact(-Math.floorDiv(-micros(from), step), step);
        List<VersionWindow> windows = new ArrayList<>();
        int next = lowerBound(first);
        for (long start = first; start + step <= end && windows.size() < MOST_WINDOWS; start += step) {
            int after = next;
            while (after < size() && micros[slot(after)] < start + step) {
                after++;
            }
            windows.add(
                    start < coveredSince
                            ? VersionWindow.missing(instant(start))
                            : count(start, next, after, slowMillis));
            next = after;
        }
        return windows;
    }

    synchronized OptionalDouble quantile(double quantile, Instant from, Instant to) {
        int first = lowerBound(micros(from));
        int after = lowerBound(micros(to));
        if (first == after) {
            return OptionalDouble.empty();
        }
        double[] sorted = new double[after - first];
        for (int i = first; i < after; i++) {
            sorted[i - first] = Math.abs(millis[slot(i)]);
        }
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(quantile * sorted.length);
        return OptionalDouble.of(sorted[Math.max(rank, 1) - 1]);
    }

    private VersionWindow count(long start, int from, int to, double slowMillis) {
        long errors = 0;
        long slow = 0;
        Moments value = Moments.NONE;
        for (int i = from; i < to; i++) {
            float latency = millis[slot(i)];
            errors += latency < 0 ? 1 : 0;
            slow += Math.abs(latency) > slowMillis ? 1 : 0;
            value = latency < 0 ? value : value.plus(values[slot(i)]);
        }
        return new VersionWindow(instant(start), to - from, errors, slow, false, Optional.of(value));
    }

    /** The oldest kept entry whose time is at or after the given one, counted from the oldest. */
    private int lowerBound(long time) {
        int low = 0;
        int high = size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (micros[slot(middle)] < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int size() {
        return (int) Math.min(written, micros.length);
    }

    private int slot(int fromOldest) {
        long oldest = written - size();
        return (int) ((oldest + fromOldest) % micros.length);
    }

    private static long micros(Instant at) {
        // Callers may ask from Instant.EPOCH to Instant.MAX; beyond these years nothing was served.
        Instant bounded = at.isAfter(LATEST) ? LATEST : at.isBefore(Instant.EPOCH) ? Instant.EPOCH : at;
        return bounded.getEpochSecond() * 1_000_000L + bounded.getNano() / 1_000;
    }

    private static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
    }
}
