package dev.loopkeeper.rollout;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.config.LoopConfig.Approval;
import dev.loopkeeper.config.LoopConfig.JudgeProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;

/** A seeded service with a canary in it: one window a minute, four steps. */
record CanaryWorld(
        double perMinute,
        double base,
        IntToDoubleFunction ratio,
        IntToDoubleFunction common,
        double lost,
        double jitter) {
    static final Instant START = Instant.parse("2026-01-05T10:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** How one rollout ended, and when. */
    record Run(Judgement.Action end, int minute, double harmed, boolean advancedOnMissing) {}

    /** What many rollouts came to. */
    record Result(
            double rollbackShare, double promotedShare, int medianMinute, double harmed, boolean advancedOnMissing) {}

    static CanaryWorld healthy() {
        return new CanaryWorld(600, .005, m -> 1, m -> 1, 0, 0);
    }

    CanaryWorld ratio(double value) {
        return new CanaryWorld(perMinute, base, m -> value, common, lost, jitter);
    }

    CanaryWorld common(IntToDoubleFunction factor) {
        return new CanaryWorld(perMinute, base, ratio, factor, lost, jitter);
    }

    CanaryWorld losing(double share) {
        return new CanaryWorld(perMinute, base, ratio, common, share, jitter);
    }

    CanaryWorld traffic(double requests, double cv) {
        return new CanaryWorld(requests, base, ratio, common, lost, cv);
    }

    static LoopConfig.Rollout terms(JudgeProfile profile, int minDwell, int maxDwell) {
        return new LoopConfig.Rollout(
                "e",
                List.of(5, 10, 25, 50),
                MINUTE,
                Duration.ZERO,
                MINUTE.multipliedBy(minDwell),
                MINUTE.multipliedBy(maxDwell),
                Duration.ofMinutes(30),
                .9,
                profile,
                Duration.ofMinutes(30),
                Approval.NONE,
                LoopConfig.Idle.HOLD,
                List.of());
    }

    Result play(LoopConfig.Rollout terms, int reps, long seed) {
        List<Integer> minutes = new ArrayList<>();
        int rolledBack = 0;
        double harmed = 0;
        boolean blind = false;
        for (int rep = 0; rep < reps; rep++) {
            Run run = run(terms, new SplittableRandom(seed + 1_000_003L * rep));
            minutes.add(run.minute);
            rolledBack += run.end == Judgement.Action.ROLLBACK ? 1 : 0;
            harmed += run.harmed;
            blind |= run.advancedOnMissing;
        }
        Collections.sort(minutes);
        return new Result(
                (double) rolledBack / reps,
                1 - (double) rolledBack / reps,
                minutes.get(reps / 2),
                harmed / reps,
                blind);
    }

    private Run run(LoopConfig.Rollout terms, SplittableRandom random) {
        SequentialJudge judge = new SequentialJudge();
        Evidence evidence = Evidence.none();
        Instant since = START;
        int step = 0;
        double harmed = 0;
        boolean blind = false;
        for (int minute = 0; minute < 400; minute++) {
            CanaryWindow window = window(minute, terms.steps().get(step), random);
            harmed += window.challenger().errors()
                    - rate(minute) * window.challenger().requests();
            evidence = evidence.plus(window);
            Instant now = START.plus(MINUTE.multipliedBy(minute + 1));
            Judgement.Action action = judge.act(evidence, terms, since, now);
            blind |= window.missing() && action == Judgement.Action.PROMOTE;
            if (action == Judgement.Action.ROLLBACK
                    || action == Judgement.Action.PROMOTE
                            && ++step == terms.steps().size()) {
                return new Run(action, minute + 1, harmed, blind);
            }
            since = action == Judgement.Action.PROMOTE ? now : since;
        }
        throw new AssertionError("no end after 400 minutes");
    }

    CanaryWindow window(int minute, int weight, SplittableRandom random) {
        Instant start = START.plus(MINUTE.multipliedBy(minute));
        long all = Math.max(0, Math.round(perMinute + Math.sqrt(perMinute) * random.nextGaussian()));
        long canary = binomial(all, weight / 100.0, random);
        long wrong = binomial(canary, rate(minute) * ratio.applyAsDouble(minute) * jitter(random), random);
        long base = binomial(all - canary, rate(minute) * jitter(random), random);
        if (random.nextDouble() < lost) {
            return new CanaryWindow(start, weight, VersionWindow.missing(start), VersionWindow.missing(start));
        }
        return new CanaryWindow(
                start,
                weight,
                new VersionWindow(start, canary, wrong, binomial(canary, .05, random), false),
                new VersionWindow(start, all - canary, base, binomial(all - canary, .05, random), false));
    }

    private double rate(int minute) {
        return base * common.applyAsDouble(minute);
    }

    private double jitter(SplittableRandom random) {
        double sigma = Math.sqrt(Math.log1p(jitter * jitter));
        return Math.exp(sigma * random.nextGaussian() - sigma * sigma / 2);
    }

    /** Counts successes by jumping from one to the next. */
    private static long binomial(long n, double p, SplittableRandom random) {
        if (p > .5) {
            return n - binomial(n, 1 - Math.min(1, p), random);
        }
        long found = 0;
        double log = Math.log1p(-p);
        for (long at = -1; p > 0; found++) {
            at += 1 + (long) Math.floor(Math.log(1 - random.nextDouble()) / log);
            if (at >= n) {
                break;
            }
        }
        return found;
    }
}
