package dev.loopkeeper.local.run;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.loopkeeper.loop.StepQueue;
import dev.loopkeeper.testkit.MemoryQueue;
import dev.loopkeeper.testkit.StepQueueContract;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;

/** Hints in memory keep what every queue promises; equal ones may become one. */
class LocalQueueTest extends StepQueueContract {
    private static final Instant START = Instant.parse("2026-11-22T09:00:00Z");

    private volatile Instant now = START;
    private final LinkedBlockingQueue<MemoryQueue.Hint> arrived = new LinkedBlockingQueue<>();
    private final LocalQueue queue =
            new LocalQueue(() -> now, 2, (step, model) -> arrived.add(new MemoryQueue.Hint(step, model, now)));

    @AfterEach
    void stop() {
        queue.close();
    }

    @Override
    protected StepQueue queue() {
        return queue;
    }

    @Override
    protected Instant now() {
        return START;
    }

    @Override
    protected List<MemoryQueue.Hint> delivered(Instant until) {
        now = until;
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            while (!queue.idle()) {
                Thread.onSpinWait();
            }
        });
        List<MemoryQueue.Hint> taken = new ArrayList<>();
        arrived.drainTo(taken);
        return taken;
    }
}
