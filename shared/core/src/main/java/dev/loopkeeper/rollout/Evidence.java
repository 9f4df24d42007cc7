package dev.loopkeeper.rollout;

import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

/**
 * What a canary's windows have shown so far: an immutable fold of the ledger, window by window in order of time.
 *
 * <p>A window that is missing, or in which one arm got no request, is factor 1 in every stream: it neither fails nor
 * helps. Adding a window costs microseconds; {@link #of} sorts and drops duplicates, so a ledger gives the same
 * evidence in any order.
 */
public final class Evidence {
    private static final Evidence EMPTY = new Evidence(
            MetricEvidence.start(Metric.ERRORS),
            MetricEvidence.start(Metric.SLOW),
            ValueTrail.EMPTY,
            new Traffic(0, 0, 0, 0),
            null,
            0);

    private final MetricEvidence errors;
    private final MetricEvidence slow;
    private final ValueTrail values;
    private final Traffic traffic;
    private final CanaryWindow newest;
    private final int usableInStep;

    /** Requests seen; {@code information} is the sum of n_c n_b / n, the size of an equal-arms comparison. */
    record Traffic(long challenger, long baseline, double information, int windows) {}

    private Evidence(
            MetricEvidence errors,
            MetricEvidence slow,
            ValueTrail values,
            Traffic traffic,
            CanaryWindow newest,
            int usableInStep) {
        this.errors = errors;
        this.slow = slow;
        this.values = values;
        this.traffic = traffic;
        this.newest = newest;
        this.usableInStep = usableInStep;
    }

    /** Nothing seen. */
    public static Evidence none() {
        return EMPTY;
    }

    /** Folds a ledger given in any order; of two windows with one start the one with more requests counts. */
    public static Evidence of(List<CanaryWindow> ledger) {
        TreeMap<Instant, CanaryWindow> ordered = new TreeMap<>();
        ledger.forEach(window -> ordered.merge(window.start(), window, Evidence::fuller));
        Evidence evidence = EMPTY;
        for (CanaryWindow window : ordered.values()) {
            evidence = evidence.plus(window);
        }
        return evidence;
    }

    private static CanaryWindow fuller(CanaryWindow a, CanaryWindow b) {
        return requests(b) > requests(a) ? b : a;
    }

    private static long requests(CanaryWindow window) {
        return window.missing()
                ? -1
                : window.challenger().requests() + window.baseline().requests();
    }

    /** Adds the next window; its start must lie after every window before it. */
    public Evidence plus(CanaryWindow window) {
        int before = newest != null && newest.weight() == window.weight() ? usableInStep : 0;
        if (!usable(window)) {
            return new Evidence(errors, slow, values, traffic, window, before);
        }
        long c = window.challenger().requests();
        long b = window.baseline().requests();
        Traffic more = new Traffic(
                traffic.challenger + c,
                traffic.baseline + b,
                traffic.information + (double) c * b / (c + b),
                traffic.windows + window.challenger().windows());
        return new Evidence(
                errors.plus(window),
                slow.plus(window),
                values.plus(window),
                more,
                window,
                before + window.challenger().windows());
    }

    private static boolean usable(CanaryWindow window) {
        return !window.missing()
                && window.challenger().requests() > 0
                && window.baseline().requests() > 0;
    }

    MetricEvidence errors() {
        return errors;
    }

    MetricEvidence slow() {
        return slow;
    }

    ValueTrail values() {
        return values;
    }

    Traffic traffic() {
        return traffic;
    }

    /** The newest window, {@code null} when there is none. */
    CanaryWindow newest() {
        return newest;
    }

    boolean newestUsable() {
        return newest != null && usable(newest);
    }

    /** Whether the values of both versions in the newest window are known. */
    boolean newestValued() {
        return newest != null
                && newest.challenger().value().isPresent()
                && newest.baseline().value().isPresent();
    }

    /** Usable windows at the newest window's weight. */
    int usableInStep() {
        return usableInStep;
    }
}
