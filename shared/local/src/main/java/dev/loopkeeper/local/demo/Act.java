package dev.loopkeeper.local.demo;

import java.util.Map;

/**
 * Something the demo arranges in one week; all other weeks are left to the loop.
 *
 * @param week the earliest
 * @param params of the trainer for the run that a person asks for; absent from acts without a run
 */
record Act(Kind kind, int week, String announcement, Map<String, String> params) {
    /** What is arranged. */
    enum Kind {
        KILLED_ROLLOUT,
        BROKEN_BATCH,
        FAILING_VERSION,
        SPOILT_TRAINING,
        SLOW_VERSION,
        FRESH_VERSION,
        MANUAL_ROLLBACK
    }

    boolean runs() {
        return kind != Kind.BROKEN_BATCH && kind != Kind.MANUAL_ROLLBACK;
    }
}
