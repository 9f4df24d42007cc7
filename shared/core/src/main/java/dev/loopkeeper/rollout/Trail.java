package dev.loopkeeper.rollout;

/** The usable windows of one metric so far, newest first; adding one shares the rest, so a fold stays linear. */
record Trail(Arms newest, Trail before, int size) {
    static final Trail EMPTY = new Trail(null, null, 0);

    Trail plus(Arms arms) {
        return new Trail(arms, this, size + 1);
    }

    /** Oldest first. */
    Arms[] toArray() {
        Arms[] all = new Arms[size];
        Trail at = this;
        for (int k = size - 1; k >= 0; k--) {
            all[k] = at.newest;
            at = at.before;
        }
        return all;
    }
}
