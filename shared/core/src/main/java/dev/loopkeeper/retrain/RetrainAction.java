package dev.loopkeeper.retrain;

/** What the retrain policy says. */
public enum RetrainAction {
    /** Start a run now. */
    RETRAIN,
    /** The evidence was weighed: the champion stays. This is a declined retrain. */
    KEEP,
    /**
     * A gate is shut (too few rows, cool-down, debounce, outside the window, a run is on its way, labels immature):
     * look again later.
     */
    WAIT,
    /** The budget does not allow it. */
    DENIED_BUDGET
}
