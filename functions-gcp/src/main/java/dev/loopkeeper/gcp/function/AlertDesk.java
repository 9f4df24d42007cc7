package dev.loopkeeper.gcp.function;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.edge.AlertMessage;
import dev.loopkeeper.edge.AlertParser;
import dev.loopkeeper.gcp.auth.Callers;
import dev.loopkeeper.host.Caller;
import dev.loopkeeper.host.ControlApi;
import dev.loopkeeper.host.Guarded;
import dev.loopkeeper.host.HttpAnswer;
import dev.loopkeeper.host.HttpCall;
import dev.loopkeeper.host.InboundWebhook;
import dev.loopkeeper.loop.StepName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The function {@code receive-alert}: incidents of Cloud Monitoring, pushed by Pub/Sub or posted, anomalies of Vertex
 * AI Model Monitoring that a log sink publishes, and alerts of Alertmanager or the plain form.
 *
 * <p>A request is a signed webhook when it has a {@code webhook-signature}, else it needs an identity token. What
 * Pub/Sub pushes and nobody can read becomes a dead letter and is acknowledged, because Pub/Sub would push it again;
 * other senders are told 400.
 */
public record AlertDesk(
        Callers callers,
        Guarded guarded,
        Optional<InboundWebhook> webhook,
        ControlApi control,
        Function<JsonNode, Optional<byte[]>> anomalies)
        implements HttpDesk {
    @Override
    public HttpAnswer answer(HttpCall call) {
        if (!call.method().equals("POST")) {
            return HttpAnswer.error(405, "method", "use POST");
        }
        if (call.header("webhook-signature").isPresent()) {
            return webhook.map(w -> w.take(call, () -> take(call)))
                    .orElseGet(() -> HttpAnswer.error(
                            401, "unauthorized", "no webhook is known here: set LOOPKEEPER_WEBHOOK_SECRETS"));
        }
        return callers.of(call) instanceof Caller.Refused refused ? refused.answer() : take(call);
    }

    private HttpAnswer take(HttpCall call) {
        if (!PubSubMessage.pushed(call.body())) {
            return guarded.answer(StepName.RECEIVE_ALERT, call, () -> received(call.body()));
        }
        boolean dead = guarded.run(StepName.RECEIVE_ALERT, call.body(), () -> {
                    byte[] data = PubSubMessage.parse(call.body()).data();
                    received(anomalies.apply(HostJson.tree(data, "message")).orElse(data));
                })
                .isPresent();
        return HttpAnswer.json(200, Map.of("deadLetter", dead));
    }

    private HttpAnswer received(byte[] body) {
        List<AlertMessage> alerts = AlertParser.parse(body);
        alerts.forEach(control::take);
        return HttpAnswer.json(200, Map.of("received", alerts.size()));
    }
}
