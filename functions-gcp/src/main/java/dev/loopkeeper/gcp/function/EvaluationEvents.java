package dev.loopkeeper.gcp.function;

import dev.loopkeeper.loop.StepName;
import io.cloudevents.CloudEvent;

/** Takes what {@code compare-metrics} listens to: an evaluation that was stored, and hints. */
public record EvaluationEvents(StorageEvents storage, StepEvents steps) implements EventDesk {
    @Override
    public void take(StepName function, CloudEvent event) {
        EventDesk desk = event.getType().equals(StorageEvents.TYPE) ? storage : steps;
        desk.take(function, event);
    }
}
