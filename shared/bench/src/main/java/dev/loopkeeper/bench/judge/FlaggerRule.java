package dev.loopkeeper.bench.judge;

/**
 * Flagger's rule: a minute whose check fails, or has no data, holds the weight; so many of them, counted from the start
 * and never forgotten, roll back.
 */
final class FlaggerRule implements CanaryRule {
    private static final int THRESHOLD = 5;

    private final Check check;
    private final FixedSteps steps = new FixedSteps();
    private int failed;

    FlaggerRule(Check check) {
        this.check = check;
    }

    @Override
    public int weight() {
        return steps.weight();
    }

    @Override
    public Move see(Minute minute) {
        if (!minute.unheard() && minute.challenger().requests() > 0 && check.passes(minute)) {
            return steps.pass();
        }
        return ++failed >= THRESHOLD ? Move.ROLLBACK : Move.STAY;
    }
}
