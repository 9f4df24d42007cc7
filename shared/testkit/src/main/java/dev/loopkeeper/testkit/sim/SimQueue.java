package dev.loopkeeper.testkit.sim;

import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.loop.StepQueue;
import java.time.Instant;
import java.util.function.BiConsumer;

/** The queue of hints as handlers see it. */
record SimQueue(Gate gate, BiConsumer<StepName, Instant> accepted) implements StepQueue {
    @Override
    public void send(StepName step, String model, Instant notBefore) {
        gate.write("queue.send", () -> accepted.accept(step, notBefore));
    }
}
