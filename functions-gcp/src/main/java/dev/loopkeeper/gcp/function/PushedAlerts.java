package dev.loopkeeper.gcp.function;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.host.AlertIntake;
import dev.loopkeeper.host.Guarded;
import dev.loopkeeper.host.HostJson;
import dev.loopkeeper.host.HttpAnswer;
import dev.loopkeeper.host.HttpCall;
import dev.loopkeeper.host.HttpDesk;
import dev.loopkeeper.loop.StepName;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What {@code receive-alert} takes on Google: incidents of Cloud Monitoring, pushed by Pub/Sub or posted, anomalies of
 * Vertex AI Model Monitoring that a log sink publishes, and alerts of Alertmanager or the plain form.
 *
 * <p>What Pub/Sub pushes and nobody can read becomes a dead letter and is acknowledged, because Pub/Sub would push it
 * again; other senders are told 400.
 */
public record PushedAlerts(Guarded guarded, AlertIntake intake, Function<JsonNode, Optional<byte[]>> anomalies)
        implements HttpDesk {
    @Override
    public HttpAnswer answer(HttpCall call) {
        if (!PubSubMessage.pushed(call.body())) {
            return intake.answer(call);
        }
        boolean dead = guarded.run(StepName.RECEIVE_ALERT, call.body(), () -> {
                    byte[] data = PubSubMessage.parse(call.body()).data();
                    intake.receive(
                            anomalies.apply(HostJson.tree(data, "message")).orElse(data));
                })
                .isPresent();
        return HttpAnswer.json(200, Map.of("deadLetter", dead));
    }
}
