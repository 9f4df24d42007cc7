package dev.loopkeeper.testkit.sim;

import dev.loopkeeper.edge.LoopException;
import java.util.ArrayList;
import java.util.List;

/** Starts handlers, stops them between two calls and lets them go on. */
final class Scheduler {
    private static final int MOST_HANDLERS = 6;

    private final Lockstep lockstep;
    private final Chance chance;
    private final Coverage coverage;
    private final List<Handler> standing = new ArrayList<>();
    private Handler current;
    private int tick;
    private Violation violation;

    Scheduler(Lockstep lockstep, Chance chance, Coverage coverage) {
        this.lockstep = lockstep;
        this.chance = chance;
        this.coverage = coverage;
    }

    Handler current() {
        return current;
    }

    /** Name of the running handler and the tick, for a schedule. */
    String running() {
        return (current == null ? "the world" : current.name()) + " at tick " + tick;
    }

    int tick() {
        return tick;
    }

    void nextTick() {
        tick++;
    }

    boolean room() {
        return standing.size() < MOST_HANDLERS;
    }

    boolean empty() {
        return standing.isEmpty();
    }

    Violation violation() {
        return violation;
    }

    void violated(Violation found) {
        if (violation == null) {
            violation = found;
        }
    }

    /** In a handler: stands still for at least so many ticks. */
    void freeze(int ticks) {
        Handler me = current;
        coverage.saw("interrupted");
        lockstep.stop(where -> {
            me.standsAt(where, tick + ticks);
            standing.add(me);
        });
        current = me;
        if (me.killed()) {
            throw new Killed();
        }
    }

    /** As {@link #freeze}, and tells whether a rollback began meanwhile. */
    void freezeLong(int ticks) {
        long before = coverage.of("event RollbackStarted");
        freeze(ticks);
        coverage.saw("frozen");
        if (coverage.of("event RollbackStarted") > before) {
            coverage.saw("frozen across a rollback");
        }
    }

    /** Lets one of the standing handlers go on; {@code false} when none may. Must be the scheduler's last act. */
    boolean resumeOne() {
        List<Handler> ready = standing.stream().filter(h -> h.ready(tick)).toList();
        if (ready.isEmpty()) {
            return false;
        }
        resume(chance.of(ready));
        return true;
    }

    /** Kills a standing handler, whether or not it is frozen. Must be the scheduler's last act. */
    void killOne() {
        Handler victim = standing.get(0);
        victim.kill();
        resume(victim);
    }

    /** Makes every frozen handler ready. */
    void thaw() {
        standing.forEach(h -> h.standsAt(h.leave(), tick));
    }

    private void resume(Handler handler) {
        standing.remove(handler);
        current = handler;
        lockstep.resume(handler.leave());
    }

    /**
     * Runs a handler from its start; returns on whatever thread it has ended. {@code failed} is told when it is to be
     * delivered again.
     */
    void run(Handler handler, Runnable body, Runnable failed) {
        current = handler;
        try {
            body.run();
        } catch (Killed e) {
            handler.host().cold();
            failed.run();
        } catch (LoopException e) {
            coverage.saw("handler failed with " + e.kind());
            if (e.kind() != LoopException.Kind.POISON) {
                failed.run();
            }
        } catch (Violation e) {
            violated(e);
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            StackTraceElement[] trace = e.getStackTrace();
            violated(new Violation(
                    "crash", handler.name() + " threw " + e + (trace.length > 0 ? " at " + trace[0] : "")));
        }
        current = null;
    }
}
