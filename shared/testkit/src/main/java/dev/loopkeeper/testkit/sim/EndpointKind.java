package dev.loopkeeper.testkit.sim;

/** How the service behind an endpoint treats a shift. */
public enum EndpointKind {
    /** It refuses a stale token. */
    CONDITIONAL,
    /** It takes every shift, and some land late. */
    UNCONDITIONAL,
    /** It replaces the endpoint as a whole, in its own time and one change after another; the adapter looks again. */
    REREAD
}
