package dev.loopkeeper.host;

import java.util.function.Supplier;

/** The function {@code show-status}. It changes nothing, so the platform alone decides who reads. */
public record StatusDesk(Supplier<StatusApi> status) implements HttpDesk {
    @Override
    public HttpAnswer answer(HttpCall call) {
        return status.get().answer(call).orElseGet(() -> HttpAnswer.nothingThere(call));
    }
}
