package dev.loopkeeper.gcp.function;

import dev.loopkeeper.gcp.log.Request;
import dev.loopkeeper.loop.StepName;
import io.cloudevents.CloudEvent;
import java.util.Optional;

/** Carries an event from the framework to a desk. */
final class EventTrigger {
    private EventTrigger() {}

    static void accept(StepName function, CloudEvent event, EventDesk desk) {
        Optional<String> trace =
                Optional.ofNullable(event.getExtension("traceparent")).map(Object::toString);
        Request.of(function.text(), Optional.empty(), trace).during(() -> desk.take(function, event));
    }
}
