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
        Optional<ValueReading> value,
        boolean floorBroken,
        boolean championBroken) {
    /** What decided. */
    enum Cause {
        STREAM,
        VALUE,
        FLOOR,
        WARM_UP,
        NO_WINDOW,
        MISSING,
        NO_REQUESTS,
        NO_VALUE,
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
        List<Reading> readings = readings(evidence, guard.ofCounts(terms.value().isPresent()), step);
        Optional<ValueReading> value = terms.value().map(v -> ValueReading.of(evidence.values(), v));
        boolean broken = floorBroken(evidence, terms);
        boolean both = broken && championBroken(evidence, terms);
        Cause cause = worse(readings, value.filter(v -> v.fires(guard)), broken && !both)
                .or(() -> unheard(evidence, terms, since, now))
                .orElseGet(() -> advance(readings, value, step, both));
        return new Ruling(action(cause), cause, Optional.of(step), readings, value, broken, both);
    }

    private static Optional<Cause> worse(List<Reading> readings, Optional<ValueReading> firing, boolean floor) {
        if (readings.stream().anyMatch(r -> r.fired().isPresent())) {
            return Optional.of(Cause.STREAM);
        }
        return firing.isPresent() ? Optional.of(Cause.VALUE) : floor ? Optional.of(Cause.FLOOR) : Optional.empty();
    }

    private static Ruling bare(Judgement.Action action, Cause cause) {
        return new Ruling(action, cause, Optional.empty(), List.of(), Optional.empty(), false, false);
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
        if (terms.value().isPresent() && !evidence.newestValued()) {
            return Optional.of(Cause.NO_VALUE);
        }
        return now.isAfter(end.plus(patience(terms))) ? Optional.of(Cause.STALE) : Optional.empty();
    }

    private static Cause advance(List<Reading> readings, Optional<ValueReading> value, Step step, boolean floorOfBoth) {
        boolean safe = readings.stream().allMatch(r -> shownSafe(r, step))
                && value.stream().allMatch(v -> v.shownSafe(step));
        if (step.minDwell() && safe) {
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
            case STREAM, VALUE, FLOOR -> Judgement.Action.ROLLBACK;
            case NO_WINDOW, MISSING, NO_REQUESTS, NO_VALUE, STALE -> Judgement.Action.HOLD;
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
