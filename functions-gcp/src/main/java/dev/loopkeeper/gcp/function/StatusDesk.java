package dev.loopkeeper.gcp.function;

import dev.loopkeeper.host.HttpAnswer;
import dev.loopkeeper.host.HttpCall;
import dev.loopkeeper.host.StatusApi;

/** The function {@code show-status}. It changes nothing, so IAM alone decides who reads. */
public record StatusDesk(StatusApi status) implements HttpDesk {
    @Override
    public HttpAnswer answer(HttpCall call) {
        return status.answer(call).orElseGet(() -> HttpAnswer.nothingThere(call));
    }
}
