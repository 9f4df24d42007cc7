package dev.loopkeeper.bench.judge;

/** A threshold on one minute of the challenger. */
interface Check {
    boolean passes(Minute minute);

    /** At least that share of requests without an error. */
    static Check success(double share) {
        return m -> m.challenger().requests() - m.challenger().errors()
                >= share * m.challenger().requests();
    }

    /** The 99th percentile of the latency below so many milliseconds. */
    static Check p99(double below) {
        return m -> m.quantiles().p99() < below;
    }
}
