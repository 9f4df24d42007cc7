package dev.loopkeeper.local.endpoint;

import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * What one deployed version answered since this server deployed it: totals for Prometheus, single requests for windows.
 */
final class VersionMetrics {
    private static final int KEPT_REQUESTS = 200_000;

    private final RequestRing ring;
    private final LatencyHistogram latency = new LatencyHistogram();
    private final LongAdder requests = new LongAdder();
    private final Map<VersionFailure.Kind, LongAdder> errors = new EnumMap<>(VersionFailure.Kind.class);

    VersionMetrics(InstantSource clock) {
        this.ring = new RequestRing(clock, KEPT_REQUESTS);
        for (VersionFailure.Kind kind : VersionFailure.Kind.values()) {
            errors.put(kind, new LongAdder());
        }
    }

    void answered(long nanos, double value) {
        requests.increment();
        latency.observe(nanos);
        ring.answered(nanos / 1e6, value);
    }

    void failed(VersionFailure.Kind kind, long nanos) {
        requests.increment();
        errors.get(kind).increment();
        latency.observe(nanos);
        ring.failed(nanos / 1e6);
    }

    RequestRing ring() {
        return ring;
    }

    LatencyHistogram latency() {
        return latency;
    }

    long requests() {
        return requests.sum();
    }

    long errors(VersionFailure.Kind kind) {
        return errors.get(kind).sum();
    }
}
