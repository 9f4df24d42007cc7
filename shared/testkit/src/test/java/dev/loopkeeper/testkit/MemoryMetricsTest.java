package dev.loopkeeper.testkit;

import dev.loopkeeper.rollout.LiveMetrics;
import java.time.Instant;

class MemoryMetricsTest extends LiveMetricsContract {
    private final MemoryMetrics metrics = new MemoryMetrics();

    @Override
    protected LiveMetrics metrics() {
        return metrics;
    }

    @Override
    protected String endpoint() {
        return "late-arrivals";
    }

    @Override
    protected Instant start() {
        return Instant.parse("2026-11-22T09:00:00Z");
    }

    @Override
    protected void served(String version, Instant at, long requests, long errors, double millis) {
        metrics.served(endpoint(), version, at, requests, errors, millis);
    }

    @Override
    protected boolean knowsValues() {
        return true;
    }

    @Override
    protected void answered(String version, Instant at, double value) {
        metrics.answered(endpoint(), version, at, value);
    }

    @Override
    protected void settleUntil(Instant time) {
        metrics.settledUntil(time);
    }

    @Override
    protected boolean lose(Instant from, Instant to) {
        metrics.blackout(from, to);
        return true;
    }
}
