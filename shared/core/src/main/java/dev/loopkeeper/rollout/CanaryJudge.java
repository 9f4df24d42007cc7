package dev.loopkeeper.rollout;

import dev.loopkeeper.config.LoopConfig;
import java.time.Instant;
import java.util.List;

/**
 * Compares a challenger with its baseline while it takes a share of the traffic. Pure: a replay of the same ledger
 * gives the same judgement to the bit, in whatever order the windows are given.
 */
public interface CanaryJudge {
    /**
     * Judges a canary step.
     *
     * @param ledger every window of the rollout since its first step, warm-up windows left out, without duplicates
     * @param stepSince when the current weight was confirmed
     */
    Judgement judgeStep(List<CanaryWindow> ledger, LoopConfig.Rollout terms, Instant stepSince, Instant now);

    /**
     * Judges the bake at 100 %, where no baseline serves: against the champion's own rates frozen during the canary.
     *
     * @param canary the ledger of the canary steps
     * @param bake windows of the promoted version since the bake began
     */
    Judgement judgeBake(
            List<CanaryWindow> canary, List<VersionWindow> bake, LoopConfig.Rollout terms, Instant since, Instant now);
}
