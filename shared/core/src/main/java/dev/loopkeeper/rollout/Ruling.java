package dev.loopkeeper.rollout;

import dev.loopkeeper.config.LoopConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The judge's action on a canary step and what led to it, before any words.
 *
 * <p>The absolute floor is a hard stop of its own, unless the champion breaks it too in the same windows: then going
 * back would not help, so it stays a warning and only proof of being no worse, never the mere end of the dwell time,
 * takes the next step.
 */
record Ruling(
        Judgement.Action action,
        Cause cause,
        Optional<Step> step,
        List<Reading> readings,
        boolean floorBroken,
        boolean championBroken) {
    /** What decided. */
    enum Cause {
        STREAM,
        FLOOR,
        WARM_UP,
        NO_WINDOW,
        MISSING,
        NO_REQUESTS,
        STALE,
        NOT_WORSE,
        QUIET,
        TOO_EARLY,
        FLOOR_OF_BOTH
    }

    private static final int PATIENCE = 10;

    static Ruling of(Evidence evidence, Guard guard, LoopConfig.Rollout terms, Instant since, Instant now) {
        if (evidence.newest() == null) {
            boolean early = now.isBefore(firstWindowDue(terms, since));
            return bare(
                    early ? Judgement.Action.CONTINUE : Judgement.Action.HOLD, early ? Cause.WARM_UP : Cause.NO_WINDOW);
        }
        Step step = Step.of(evidence, terms, since, now);
        List<Reading> readings = readings(evidence, guard, step);
        boolean broken = floorBroken(evidence, terms);
        boolean both = broken && championBroken(evidence, terms);
        if (readings.stream().anyMatch(r -> r.fired().isPresent())) {
            return new Ruling(Judgement.Action.ROLLBACK, Cause.STREAM, Optional.of(step), readings, broken, both);
        }
        if (broken && !both) {
            return new Ruling(Judgement.Action.ROLLBACK, Cause.FLOOR, Optional.of(step), readings, true, false);
        }
        Cause cause = unheard(evidence, terms, since, now).orElseGet(() -> advance(readings, step, both));
        return new Ruling(action(cause), cause, Optional.of(step), readings, broken, both);
    }

    private static Ruling bare(Judgement.Action action, Cause cause) {
        return new Ruling(action, cause, Optional.empty(), List.of(), false, false);
    }

    private static List<Reading> readings(Evidence evidence, Guard guard, Step step) {
        MetricEvidence errors = evidence.errors();
        MetricEvidence slow = evidence.slow();
        Reading failing = Reading.of(errors, step, guard, guard.errorBudget(slow.silent()));
        double slowBudget = guard.slowBudget(failing.spread().z());
        return List.of(failing, Reading.of(slow, step, guard, slowBudget));
    }

    private static boolean floorBroken(Evidence evidence, LoopConfig.Rollout terms) {
        long failed = evidence.errors().counts().events();
        return RateTest.log(failed, evidence.traffic().challenger(), 1 - terms.availability())
                >= -Math.log(Guard.FLOOR_ALPHA);
    }

    private static boolean championBroken(Evidence evidence, LoopConfig.Rollout terms) {
        return evidence.errors().counts().baseEvents()
                > (1 - terms.availability()) * evidence.traffic().baseline();
    }

    private static Optional<Cause> unheard(Evidence evidence, LoopConfig.Rollout terms, Instant since, Instant now) {
        CanaryWindow newest = evidence.newest();
        Instant end = newest.start().plus(terms.window());
        if (!end.isAfter(since)) {
            return Optional.of(now.isBefore(firstWindowDue(terms, since)) ? Cause.WARM_UP : Cause.NO_WINDOW);
        }
        if (newest.missing()) {
            return Optional.of(Cause.MISSING);
        }
        if (!evidence.newestUsable()) {
            return Optional.of(Cause.NO_REQUESTS);
        }
        return now.isAfter(end.plus(patience(terms))) ? Optional.of(Cause.STALE) : Optional.empty();
    }

    private static Cause advance(List<Reading> readings, Step step, boolean floorOfBoth) {
        if (step.minDwell() && readings.stream().allMatch(r -> shownSafe(r, step))) {
            return Cause.NOT_WORSE;
        }
        if (step.maxDwell()) {
            return floorOfBoth ? Cause.FLOOR_OF_BOTH : Cause.QUIET;
        }
        return Cause.TOO_EARLY;
    }

    /** Slow answers ask for no proof where nobody ever had one, as when latency is not measured; errors always do. */
    private static boolean shownSafe(Reading reading, Step step) {
        boolean unmeasured =
                reading.of().metric() == Metric.SLOW && reading.of().silent();
        return unmeasured || reading.safe() >= Guard.safeNeeded(step.last());
    }

    private static Judgement.Action action(Cause cause) {
        return switch (cause) {
            case STREAM, FLOOR -> Judgement.Action.ROLLBACK;
            case NO_WINDOW, MISSING, NO_REQUESTS, STALE -> Judgement.Action.HOLD;
            case NOT_WORSE, QUIET -> Judgement.Action.PROMOTE;
            case WARM_UP, TOO_EARLY, FLOOR_OF_BOTH -> Judgement.Action.CONTINUE;
        };
    }

    private static Instant firstWindowDue(LoopConfig.Rollout terms, Instant since) {
        return since.plus(terms.warmUp()).plus(terms.window().multipliedBy(3));
    }

    private static Duration patience(LoopConfig.Rollout terms) {
        Duration windows = terms.window().multipliedBy(PATIENCE);
        return windows.compareTo(Duration.ofMinutes(PATIENCE)) > 0 ? windows : Duration.ofMinutes(PATIENCE);
    }
}
