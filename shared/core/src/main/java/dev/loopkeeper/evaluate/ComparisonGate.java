package dev.loopkeeper.evaluate;

import dev.loopkeeper.config.LoopConfig;

/** Says whether a challenger may take traffic. Pure; refuses what it cannot judge: NaN, missing metrics, other rows. */
public interface ComparisonGate {
    /** @param holdoutUses how many challengers were judged on rows of this holdout before */
    Comparison compare(Evaluation evaluation, PairedRows rows, LoopConfig.Evaluate terms, int holdoutUses);
}
