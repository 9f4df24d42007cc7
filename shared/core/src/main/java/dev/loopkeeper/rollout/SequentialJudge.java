package dev.loopkeeper.rollout;

import dev.loopkeeper.config.LoopConfig;
import java.time.Instant;
import java.util.List;

/**
 * The default judge: four streams of evidence a metric, valid under continuous looking and stratified by window.
 *
 * <p>Counts against 1.5 times the champion's rate decide an outage in one window; counts against that rate itself,
 * weakened by the measured noise, find doubled and tripled rates early; bets on windows are robust to noise that hits
 * whole windows; a score test with most of its budget at the planned end finds what is left. Errors and slow answers
 * share the false alarm budget of the profile (1 % strict, 5 % balanced). Judged on observed counts, never on
 * configured weights. Where {@code rollout.judge.value} names a business value, a fifth of the budget goes to a
 * sequential test of its mean; it guards the canary, not the bake, which has no champion to compare with.
 */
public final class SequentialJudge implements CanaryJudge {
    private final double share;

    /** A judge that may spend the whole budget of the profile. */
    public SequentialJudge() {
        this(1);
    }

    /**
     * One of several judges that guard several groups of counts of one rollout; any of them rolls back.
     *
     * @param share of the profile's false alarm budget, above 0; the shares of all judges must not sum to more than 1
     */
    public SequentialJudge(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "share of the false alarm budget is " + share + ", must be above 0 and at most 1");
        }
        this.share = share;
    }

    @Override
    public Judgement judgeStep(List<CanaryWindow> ledger, LoopConfig.Rollout terms, Instant stepSince, Instant now) {
        return judge(Evidence.of(ledger), terms, stepSince, now);
    }

    /** Same as {@link #judgeStep} for a caller that folds the ledger itself. */
    public Judgement judge(Evidence evidence, LoopConfig.Rollout terms, Instant stepSince, Instant now) {
        return new StepReport(Ruling.of(evidence, guard(terms), terms, stepSince, now), evidence, guard(terms), terms)
                .judgement();
    }

    /** The action alone, in microseconds: what a replay of thousands of rollouts asks. */
    public Judgement.Action act(Evidence evidence, LoopConfig.Rollout terms, Instant stepSince, Instant now) {
        return Ruling.of(evidence, guard(terms), terms, stepSince, now).action();
    }

    private Guard guard(LoopConfig.Rollout terms) {
        return Guard.of(terms.profile()).spending(share);
    }

    @Override
    public Judgement judgeBake(
            List<CanaryWindow> canary, List<VersionWindow> bake, LoopConfig.Rollout terms, Instant since, Instant now) {
        return new BakeRuling(
                        Evidence.of(canary),
                        bake,
                        guard(terms).ofCounts(terms.value().isPresent()),
                        terms)
                .judgement(since, now);
    }
}
