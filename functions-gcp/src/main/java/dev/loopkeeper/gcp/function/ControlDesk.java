package dev.loopkeeper.gcp.function;

import dev.loopkeeper.gcp.auth.Callers;
import dev.loopkeeper.host.Caller;
import dev.loopkeeper.host.ControlApi;
import dev.loopkeeper.host.Guarded;
import dev.loopkeeper.host.HttpAnswer;
import dev.loopkeeper.host.HttpCall;
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
