package dev.loopkeeper.bench.judge;

import java.util.List;

/** A schedule of equally long steps; a minute may count or not. */
final class FixedSteps {
    static final List<Integer> WEIGHTS = List.of(5, 10, 25, 50);
    static final int MINUTES = 15;

    private int passed;

    int weight() {
        return WEIGHTS.get(Math.min(passed / MINUTES, WEIGHTS.size() - 1));
    }

    CanaryRule.Move pass() {
        passed++;
        if (passed == MINUTES * WEIGHTS.size()) {
            return CanaryRule.Move.DONE;
        }
        return passed % MINUTES == 0 ? CanaryRule.Move.ADVANCE : CanaryRule.Move.STAY;
    }
}
