package dev.loopkeeper.bench.gate;

import dev.loopkeeper.config.LoopConfig.Promote;
import dev.loopkeeper.evaluate.Comparison;
import dev.loopkeeper.evaluate.Verdict;

/**
 * A gate of the benchmark, from what one paired comparison has found; ours first.
 *
 * <p>The peers that test go by a plain paired test, rows taken as independent. Two versions that answer every row alike
 * are no comparison: none of them promotes on one.
 */
enum Rule {
    NOT_WORSE("loopkeeper", "not-worse"),
    BETTER("loopkeeper", "better"),
    SIGNIFICANTLY_BETTER("loopkeeper", "significantly-better"),
    NAIVE("naive", ">"),
    THRESHOLD("point threshold", "+1 %"),
    BEST_EVER("best ever", ">="),
    SUPERIORITY("superiority", "p < .05"),
    NON_INFERIOR("non-inferior", "1 point"),
    NOT_SHOWN_WORSE("not shown worse", "p < .05"),
    NO_GATE("no gate", "always");

    private static final double LEAST_GAIN = .01;
    private static final double TWO_SIDED = 1.96;
    private static final double ONE_SIDED = 1.645;
    private static final double MARGIN = .01;

    private final String title;
    private final String variant;

    Rule(String title, String variant) {
        this.title = title;
        this.variant = variant;
    }

    String title() {
        return title;
    }

    String variant() {
        return variant;
    }

    boolean ours() {
        return ordinal() <= SIGNIFICANTLY_BETTER.ordinal();
    }

    /**
     * Whether it promotes.
     *
     * @param bestEver best error any version was ever stored with
     */
    boolean promotes(Trial trial, double bestEver) {
        Comparison c = trial.comparison();
        boolean judged = c.verdict() != Verdict.NO_DATA;
        double gain = c.difference().orElse(0.0);
        double error = trial.standardError();
        double before = c.championLoss().orElse(0.0);
        double after = c.challengerLoss().orElse(1.0);
        return switch (this) {
            case NOT_WORSE -> c.rules().get(Promote.NOT_WORSE);
            case BETTER -> c.rules().get(Promote.BETTER);
            case SIGNIFICANTLY_BETTER -> c.rules().get(Promote.SIGNIFICANTLY_BETTER);
            case NAIVE -> judged && gain > 0;
            case THRESHOLD -> judged && before - after >= LEAST_GAIN * before;
            case BEST_EVER -> judged && after <= bestEver;
            case SUPERIORITY -> judged && gain > TWO_SIDED * error;
            case NON_INFERIOR -> judged && !trial.identical() && gain - ONE_SIDED * error > -MARGIN;
            case NOT_SHOWN_WORSE -> judged && !trial.identical() && gain >= -TWO_SIDED * error;
            case NO_GATE -> true;
        };
    }
}
