package dev.loopkeeper.rollout;

import dev.loopkeeper.config.LoopConfig;
import java.time.Instant;
import java.util.List;

/**
 * The default judge: four streams of evidence a metric, valid under continuous looking and stratified by window.
 *
 * <p>Counts against 1.5 times the champion's rate decide an outage in one window; counts against 1.25 times, weakened by the
 * measured noise, find large regressions early; bets on windows are robust to noise that hits whole windows; a score test with
 * most of its budget at the planned end finds what is left. Errors and slow answers share the false alarm budget of the profile
 * (1 % strict, 5 % balanced). Judged on observed counts, never on configured weights.
 */
public final class SequentialJudge implements CanaryJudge {
  @Override
  public Judgement judgeStep(List<CanaryWindow> ledger, LoopConfig.Rollout terms, Instant stepSince, Instant now) {
    return judge(Evidence.of(ledger), terms, stepSince, now);
  }

  /** Same as {@link #judgeStep} for a caller that folds the ledger itself. */
  public Judgement judge(Evidence evidence, LoopConfig.Rollout terms, Instant stepSince, Instant now) {
    return new StepReport(Ruling.of(evidence, terms, stepSince, now), evidence, terms).judgement();
  }

  /** The action alone, in microseconds: what a replay of thousands of rollouts asks. */
  public Judgement.Action act(Evidence evidence, LoopConfig.Rollout terms, Instant stepSince, Instant now) {
    return Ruling.of(evidence, terms, stepSince, now).action();
  }

  @Override
  public Judgement judgeBake(
      List<CanaryWindow> canary, List<VersionWindow> bake, LoopConfig.Rollout terms, Instant since, Instant now) {
    return new BakeRuling(Evidence.of(canary), bake, terms).judgement(since, now);
  }
}
