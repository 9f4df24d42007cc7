package dev.loopkeeper.host;

/** The function {@code show-status}. It changes nothing, so the platform alone decides who reads. */
public record StatusDesk(StatusApi status) implements HttpDesk {
    @Override
    public HttpAnswer answer(HttpCall call) {
        return status.answer(call).orElseGet(() -> HttpAnswer.nothingThere(call));
    }
}
