package dev.loopkeeper.host;

import dev.loopkeeper.edge.AlertMessage;
import dev.loopkeeper.edge.AlertParser;
import dev.loopkeeper.loop.StepName;
import java.util.List;
import java.util.Map;

/**
 * Takes the alerts that somebody posts who was let in. What nobody can read becomes a dead letter, and the sender is
 * told 400.
 */
public record AlertIntake(Guarded guarded, ControlApi control) implements HttpDesk {
    @Override
    public HttpAnswer answer(HttpCall call) {
        return guarded.answer(
                StepName.RECEIVE_ALERT,
                call,
                () -> HttpAnswer.json(
                        200, Map.of("received", receive(call.body()).size())));
    }

    /**
     * Takes every alert of a message.
     *
     * @throws dev.loopkeeper.edge.LoopException of kind {@code POISON} when it is of no known form
     */
    public List<AlertMessage> receive(byte[] message) {
        List<AlertMessage> alerts = AlertParser.parse(message);
        alerts.forEach(control::take);
        return alerts;
    }
}
