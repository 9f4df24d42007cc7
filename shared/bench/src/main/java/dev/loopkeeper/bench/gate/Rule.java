package dev.loopkeeper.bench.gate;

import dev.loopkeeper.config.LoopConfig.Promote;
import dev.loopkeeper.evaluate.Comparison;
import dev.loopkeeper.evaluate.Verdict;

/** A gate of the benchmark, from what one paired comparison has found; ours first. */
enum Rule {
    NOT_WORSE("loopkeeper", "not-worse"),
    BETTER("loopkeeper", "better"),
    SIGNIFICANTLY_BETTER("loopkeeper", "significantly-better"),
    NAIVE("naive", ">"),
    THRESHOLD("point threshold", "+1 %"),
    BEST_EVER("best ever", ">="),
    SUPERIORITY("superiority", "p < .05"),
    NO_GATE("no gate", "always");

    private static final double LEAST_GAIN = .01;
    private static final double ALPHA = .05;

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
    boolean promotes(Comparison c, double bestEver) {
        boolean judged = c.verdict() != Verdict.NO_DATA;
        double gain = c.difference().orElse(0.0);
        double before = c.championLoss().orElse(0.0);
        double after = c.challengerLoss().orElse(1.0);
        return switch (this) {
            case NOT_WORSE -> c.rules().get(Promote.NOT_WORSE);
            case BETTER -> c.rules().get(Promote.BETTER);
            case SIGNIFICANTLY_BETTER -> c.rules().get(Promote.SIGNIFICANTLY_BETTER);
            case NAIVE -> judged && gain > 0;
            case THRESHOLD -> judged && before - after >= LEAST_GAIN * before;
            case BEST_EVER -> judged && after <= bestEver;
            case SUPERIORITY -> judged && gain > 0 && c.pValue() < ALPHA;
            case NO_GATE -> true;
        };
    }
}
