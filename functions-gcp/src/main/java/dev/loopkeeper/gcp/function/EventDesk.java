package dev.loopkeeper.gcp.function;

import dev.loopkeeper.loop.StepName;
import io.cloudevents.CloudEvent;

/** Does what an event asks of a function; what it throws, the platform delivers again. */
public interface EventDesk {
    void take(StepName function, CloudEvent event);
}
