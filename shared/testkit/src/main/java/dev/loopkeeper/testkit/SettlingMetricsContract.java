package dev.loopkeeper.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * What every {@link dev.loopkeeper.rollout.LiveMetrics} keeps whose counts have arrived some time after their minute.
 */
public abstract class SettlingMetricsContract extends LiveMetricsContract {
    protected static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private final Duration settle;
    private Instant now = START;

    /** @param settle age at which every count of a minute has arrived */
    protected SettlingMetricsContract(Duration settle) {
        this.settle = settle;
    }

    /** The time of the metrics under test. */
    protected final InstantSource clock() {
        return () -> now;
    }

    @Override
    protected final String endpoint() {
        return "fares";
    }

    @Override
    protected final Instant start() {
        return START;
    }

    @Override
    protected final void settleUntil(Instant time) {
        now = time.plus(settle);
    }
}
