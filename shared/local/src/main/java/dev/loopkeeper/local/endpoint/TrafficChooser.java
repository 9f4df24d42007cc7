package dev.loopkeeper.local.endpoint;

import dev.loopkeeper.rollout.TrafficSplit;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Chooses a version for each request by weight.
 *
 * <p>Points of the golden-ratio sequence from a random start: unbiased, and among any run of requests each version's
 * share stays within a few requests of its weight, so that a 5 % canary gets its traffic steadily. No lock, no period
 * that traffic could fall in step with.
 */
final class TrafficChooser {
    /** 2^64 divided by the golden ratio. */
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final TrafficSplit split;
    private final AtomicLong point = new AtomicLong(ThreadLocalRandom.current().nextLong());

    TrafficChooser(TrafficSplit split) {
        this.split = split;
    }

    String next() {
        long hundredths = ((point.getAndAdd(GOLDEN) >>> 32) * 100) >>> 32;
        int below = 0;
        for (Map.Entry<String, Integer> entry : split.weights().entrySet()) {
            below += entry.getValue();
            if (hundredths < below) {
                return entry.getKey();
            }
        }
        return split.weights().lastKey();
    }
}
