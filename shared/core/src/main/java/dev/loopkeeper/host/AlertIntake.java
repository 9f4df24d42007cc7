package dev.loopkeeper.host;

import dev.loopkeeper.edge.AlertMessage;
import dev.loopkeeper.edge.AlertParser;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.loop.StepName;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Takes the alerts that somebody posts who was let in. What nobody can read becomes a dead letter, and the sender is
 * told 400; anything else that goes wrong is 503, also a fault of ours: Azure Monitor sends again after that and never
 * after 500.
 */
public record AlertIntake(Guarded guarded, ControlApi control) implements HttpDesk {
    private static final Logger LOG = LogManager.getLogger(AlertIntake.class);

    @Override
    public HttpAnswer answer(HttpCall call) {
        return guarded.answer(
                StepName.RECEIVE_ALERT,
                call,
                () -> HttpAnswer.json(
                        200, Map.of("received", received(call.body()).size())));
    }

    private List<AlertMessage> received(byte[] message) {
        try {
            return receive(message);
        } catch (LoopException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("an alert was not taken: {}", e.toString(), e);
            throw LoopException.transientFailure("the alert was not taken; the log says why", e);
        }
    }

    /**
     * Takes every alert of a message.
     *
     * @throws dev.loopkeeper.edge.LoopException of kind {@code POISON} when it is of no known form
     */
    public List<AlertMessage> receive(byte[] message) {
        List<AlertMessage> alerts = AlertParser.parse(message);
        control.take(alerts);
        return alerts;
    }
}
