package dev.loopkeeper.azure.function;

import dev.loopkeeper.loop.StepName;

/** Does what an event or a message asks of a function; what it throws, the host delivers again. */
public interface EventDesk {
    void take(StepName function, byte[] input);
}
