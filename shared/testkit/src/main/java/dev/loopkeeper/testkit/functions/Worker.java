package dev.loopkeeper.testkit.functions;

import dev.loopkeeper.testkit.functions.HostReport.Counts;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Invokes functions and counts: what one throws is logged and told as a failure, never passed on. */
final class Worker {
    private final Map<String, Counts> counts = new ConcurrentHashMap<>();
    private final AtomicLong firstCall = new AtomicLong();
    private final HostLog log;

    Worker(HostLog log) {
        this.log = log;
    }

    void know(LoadedFunction function) {
        counts.put(function.name(), Counts.NONE);
    }

    /** Whether it succeeded; then its result was taken. */
    boolean invoke(LoadedFunction function, Invocation invocation, Consumer<Object> result) {
        long start = System.nanoTime();
        boolean done = function.classes().within(() -> attempt(function, invocation, result));
        firstCall.compareAndSet(0, System.nanoTime() - start);
        count(function, done ? new Counts(1, 0, 0, 0) : new Counts(0, 1, 0, 0));
        return done;
    }

    private boolean attempt(LoadedFunction function, Invocation invocation, Consumer<Object> result) {
        try {
            InvocationContext context = InvocationContext.of(function.name(), invocation, log.logger(function.name()));
            result.accept(function.call(invocation, context));
            return true;
        } catch (Exception e) {
            log.failed(function.name(), e);
            return false;
        }
    }

    void settled(LoadedFunction function, boolean poisoned) {
        count(function, new Counts(0, 0, 1, poisoned ? 1 : 0));
    }

    private synchronized void count(LoadedFunction function, Counts more) {
        counts.merge(function.name(), more, Counts::plus);
        notifyAll();
    }

    /** Waits until a function has settled so many messages since the start; says whether it has. */
    synchronized boolean awaitSettled(String function, int messages, Duration most) {
        long end = System.nanoTime() + most.toNanos();
        try {
            while (counts.get(function).settled() < messages) {
                long millis = (end - System.nanoTime()) / 1_000_000;
                if (millis <= 0) {
                    return false;
                }
                wait(millis);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    HostReport report(double loadMillis) {
        return new HostReport(loadMillis, firstCall.get() / 1e6, new TreeMap<>(counts));
    }
}
