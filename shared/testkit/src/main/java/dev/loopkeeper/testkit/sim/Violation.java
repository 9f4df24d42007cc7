package dev.loopkeeper.testkit.sim;

/** A broken invariant. */
public final class Violation extends Error {
    private static final long serialVersionUID = 1L;

    private final String invariant;

    Violation(String invariant, String message) {
        super(invariant + ": " + message);
        this.invariant = invariant;
    }

    /** Its short name, such as {@code I4}. */
    public String invariant() {
        return invariant;
    }
}
