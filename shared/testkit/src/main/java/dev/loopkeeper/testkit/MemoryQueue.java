package dev.loopkeeper.testkit;

import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.loop.StepQueue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A step queue in memory: hints wait in the order they were sent until the test takes those that are due. */
public final class MemoryQueue implements StepQueue {
    /** One hint. */
    public record Hint(StepName step, String model, Instant notBefore) {}

    private final List<Hint> waiting = new ArrayList<>();

    @Override
    public synchronized void send(StepName step, String model, Instant notBefore) {
        waiting.add(new Hint(step, model, notBefore));
    }

    /** Takes the hints that are due, in the order they were sent. */
    public synchronized List<Hint> take(Instant now) {
        List<Hint> due =
                waiting.stream().filter(hint -> !hint.notBefore().isAfter(now)).toList();
        waiting.removeIf(hint -> !hint.notBefore().isAfter(now));
        return due;
    }

    /** What still waits, in the order it was sent; the test may drop, double or reorder it through {@link #send}. */
    public synchronized List<Hint> waiting() {
        return List.copyOf(waiting);
    }

    /** Loses every hint. */
    public synchronized void lose() {
        waiting.clear();
    }
}
