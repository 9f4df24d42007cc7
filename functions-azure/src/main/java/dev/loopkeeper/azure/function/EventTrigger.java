package dev.loopkeeper.azure.function;

import com.microsoft.azure.functions.ExecutionContext;
import dev.loopkeeper.azure.log.Invocation;
import dev.loopkeeper.loop.StepName;
import java.nio.charset.StandardCharsets;

/** Carries an event, a message or the tick of a timer from the host to a desk. */
final class EventTrigger {
    private EventTrigger() {}

    static void accept(StepName function, String input, ExecutionContext context, EventDesk desk) {
        byte[] bytes = input == null ? new byte[0] : input.getBytes(StandardCharsets.UTF_8);
        Invocation.of(context).during(() -> {
            desk.take(function, bytes);
            return null;
        });
    }

    /** What a timer says of itself differs each time and is not needed; its message is the same every time. */
    static void tick(StepName function, ExecutionContext context, EventDesk desk) {
        accept(function, "{\"step\":\"" + function.text() + "\"}", context, desk);
    }
}
