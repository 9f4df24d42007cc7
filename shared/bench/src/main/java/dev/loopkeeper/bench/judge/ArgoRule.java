package dev.loopkeeper.bench.judge;

/**
 * The rule of an Argo Rollouts analysis run: one failed measurement above the failure limit aborts, and so do more
 * errors in a row than {@value #ERROR_LIMIT}; a minute without data is an error.
 */
final class ArgoRule implements CanaryRule {
    private static final int FAILURE_LIMIT = 3;
    private static final int ERROR_LIMIT = 4;

    private final Check check;
    private final FixedSteps steps = new FixedSteps();
    private int failed;
    private int errors;

    ArgoRule(Check check) {
        this.check = check;
    }

    @Override
    public int weight() {
        return steps.weight();
    }

    @Override
    public Move see(Minute minute) {
        if (minute.unheard() || minute.challenger().requests() == 0) {
            return ++errors > ERROR_LIMIT ? Move.ROLLBACK : steps.pass();
        }
        errors = 0;
        failed += check.passes(minute) ? 0 : 1;
        return failed > FAILURE_LIMIT ? Move.ROLLBACK : steps.pass();
    }
}
