package dev.loopkeeper.evaluate;

/** What the comparison of challenger and champion on the same rows has shown. */
public enum Verdict {
    BETTER,
    NOT_WORSE,
    WORSE,
    INCONCLUSIVE,
    NO_DATA
}
