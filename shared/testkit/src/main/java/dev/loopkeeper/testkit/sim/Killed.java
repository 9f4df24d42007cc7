package dev.loopkeeper.testkit.sim;

/** Ends a handler where it stands, as a host that dies does. Nothing may catch it. */
final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    Killed() {
        super("killed", null, false, false);
    }
}
