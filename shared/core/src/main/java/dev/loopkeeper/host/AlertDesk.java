package dev.loopkeeper.host;

import java.util.Optional;

/**
 * The function {@code receive-alert}: lets in who may send an alert.
 *
 * <p>A request is a signed webhook when it has a {@code webhook-signature}, else it must prove who sends it as every
 * other request does.
 *
 * @param admitted what takes the body of a request that was let in
 */
public record AlertDesk(Callers callers, Optional<InboundWebhook> webhook, HttpDesk admitted) implements HttpDesk {
    @Override
    public HttpAnswer answer(HttpCall call) {
        if (!call.method().equals("POST")) {
            return HttpAnswer.error(405, "method", "use POST");
        }
        if (call.header("webhook-signature").isPresent()) {
            return webhook.map(w -> w.take(call, () -> admitted.answer(call)))
                    .orElseGet(() -> HttpAnswer.error(
                            401, "unauthorized", "no webhook is known here: set LOOPKEEPER_WEBHOOK_SECRETS"));
        }
        return callers.of(call) instanceof Caller.Refused refused ? refused.answer() : admitted.answer(call);
    }
}
