package dev.loopkeeper.testkit;

import dev.loopkeeper.loop.StepQueue;
import java.time.Instant;
import java.util.List;

class MemoryQueueTest extends StepQueueContract {
    private final MemoryQueue queue = new MemoryQueue();

    @Override
    protected StepQueue queue() {
        return queue;
    }

    @Override
    protected Instant now() {
        return Instant.parse("2026-11-22T09:00:00Z");
    }

    @Override
    protected List<MemoryQueue.Hint> delivered(Instant until) {
        return queue.take(until);
    }
}
