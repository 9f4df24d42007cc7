package dev.loopkeeper.testkit.sim;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.rollout.CanaryJudge;
import dev.loopkeeper.rollout.CanaryWindow;
import dev.loopkeeper.rollout.Judgement;
import dev.loopkeeper.rollout.Judgement.Action;
import dev.loopkeeper.rollout.VersionWindow;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A canary judge that counts errors: simple, pure and fast; holds without data and keeps dwell and bake times. */
final class SimJudge implements CanaryJudge {
    private static final double MOST_ERRORS = 0.1;
    private static final long LEAST_REQUESTS = 40;

    @Override
    public Judgement judgeStep(List<CanaryWindow> ledger, LoopConfig.Rollout terms, Instant stepSince, Instant now) {
        List<VersionWindow> seen = ledger.stream().map(CanaryWindow::challenger).toList();
        boolean blind = ledger.isEmpty() || ledger.get(ledger.size() - 1).missing();
        return said(seen, blind, !now.isBefore(stepSince.plus(terms.minDwell())));
    }

    @Override
    public Judgement judgeBake(
            List<CanaryWindow> canary, List<VersionWindow> bake, LoopConfig.Rollout terms, Instant since, Instant now) {
        boolean blind = bake.isEmpty() || bake.get(bake.size() - 1).missing();
        return said(bake, blind, !now.isBefore(since.plus(terms.bake())));
    }

    private static Judgement said(List<VersionWindow> seen, boolean blind, boolean over) {
        long requests = seen.stream().mapToLong(VersionWindow::requests).sum();
        long errors = seen.stream().mapToLong(VersionWindow::errors).sum();
        if (requests >= LEAST_REQUESTS && errors > MOST_ERRORS * requests) {
            return new Judgement(Action.ROLLBACK, "too many errors", Map.of());
        }
        if (blind) {
            return new Judgement(Action.HOLD, "no data", Map.of());
        }
        return over
                ? new Judgement(Action.PROMOTE, "good", Map.of())
                : new Judgement(Action.CONTINUE, "so far good", Map.of());
    }
}
