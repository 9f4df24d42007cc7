package dev.loopkeeper.rollout;

import java.util.Optional;

/**
 * The windows so far in which both versions answered with a value, newest first; adding one shares the rest, so a fold
 * stays linear.
 */
record ValueTrail(Moments challenger, Moments baseline, ValueTrail before, int size) {
    static final ValueTrail EMPTY = new ValueTrail(Moments.NONE, Moments.NONE, null, 0);

    ValueTrail plus(CanaryWindow window) {
        Optional<Moments> c = window.challenger().value().filter(m -> m.count() > 0);
        Optional<Moments> b = window.baseline().value().filter(m -> m.count() > 0);
        return c.isPresent() && b.isPresent() ? new ValueTrail(c.get(), b.get(), this, size + 1) : this;
    }

    /** Oldest first. */
    ValueTrail[] toArray() {
        ValueTrail[] all = new ValueTrail[size];
        ValueTrail at = this;
        for (int k = size - 1; k >= 0; k--) {
            all[k] = at;
            at = at.before;
        }
        return all;
    }
}
