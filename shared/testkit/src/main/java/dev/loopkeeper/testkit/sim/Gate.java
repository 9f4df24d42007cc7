package dev.loopkeeper.testkit.sim;

import dev.loopkeeper.edge.LoopException;
import java.util.function.Supplier;

/** Every call of a port passes here: the place where handlers are interrupted and things go wrong. */
final class Gate {
    private static final double PREEMPTION = 0.04;
    private static final int MOST_CALLS = 64;
    private static final int MOST_CALLS_OF_LISTS = 700;

    private final Faults faults;
    private final Chance schedule;
    private final Scheduler scheduler;
    private Runnable check = () -> {};

    Gate(Faults faults, Chance schedule, Scheduler scheduler) {
        this.faults = faults;
        this.schedule = schedule;
        this.scheduler = scheduler;
    }

    /** What is checked after every write. */
    void checking(Runnable invariants) {
        check = invariants;
    }

    <T> T read(String call, Supplier<T> action) {
        return call(call, false, action);
    }

    <T> T write(String call, Supplier<T> action) {
        return call(call, true, action);
    }

    void write(String call, Runnable action) {
        call(call, true, () -> {
            action.run();
            return true;
        });
    }

    /** Whether a client has sent a write again after its answer was lost, and so meets its own. */
    boolean sentTwice() {
        return faults.strikes("write sent twice", 0.02);
    }

    private <T> T call(String call, boolean write, Supplier<T> action) {
        Handler handler = scheduler.current();
        count(handler, call);
        Faults.Kind fault = faults.at(call, write);
        if (fault == Faults.Kind.FREEZE) {
            scheduler.freezeLong(schedule.between(20, 170));
        } else if (schedule.in(PREEMPTION)) {
            scheduler.freeze(0);
        }
        if (fault == Faults.Kind.CRASH_BEFORE) {
            throw new Killed();
        }
        if (fault == Faults.Kind.TRANSIENT) {
            throw LoopException.transientFailure(call + " answered 503", null);
        }
        if (fault == Faults.Kind.LOST_BEFORE) {
            throw LoopException.unknownOutcome(call + " was not answered", null);
        }
        T result = action.get();
        if (write) {
            check.run();
        }
        if (fault == Faults.Kind.LOST_AFTER) {
            throw LoopException.unknownOutcome(call + " was not answered", null);
        }
        if (fault == Faults.Kind.CRASH_AFTER) {
            throw new Killed();
        }
        return result;
    }

    private static void count(Handler handler, String call) {
        boolean lists = handler.name().equals("notify-team")
                || handler.name().equals("plan-retraining")
                || handler.name().equals("compare-metrics")
                || handler.name().equals("sweep");
        if (handler.called() > (lists ? MOST_CALLS_OF_LISTS : MOST_CALLS)) {
            throw new Violation(
                    "I16",
                    handler.name() + " makes more than " + (handler.calls() - 1) + " calls, the last is " + call);
        }
    }
}
