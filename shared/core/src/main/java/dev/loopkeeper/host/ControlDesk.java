package dev.loopkeeper.host;

import dev.loopkeeper.loop.StepName;
import java.util.function.Supplier;

/** The function {@code roll-back}: what people ask for. A stranger is turned away before anything else is made. */
public record ControlDesk(Callers callers, Supplier<Guarded> guarded, Supplier<ControlApi> control)
        implements HttpDesk {
    @Override
    public HttpAnswer answer(HttpCall call) {
        Caller caller = callers.of(call);
        return caller instanceof Caller.Refused refused
                ? refused.answer()
                : guarded.get().answer(StepName.ROLL_BACK, call, () -> control.get()
                        .answer(call, caller)
                        .orElseGet(() -> HttpAnswer.nothingThere(call)));
    }
}
