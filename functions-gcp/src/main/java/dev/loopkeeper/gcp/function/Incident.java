package dev.loopkeeper.gcp.function;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.edge.AlertMessage;
import dev.loopkeeper.edge.LoopException;
import java.util.Optional;

/**
 * Reads an incident of Cloud Monitoring, schema version 1.2: the same JSON by webhook and by Pub/Sub.
 *
 * <p>The alert's name is the policy's; the model is the policy's user label {@code model}, so that one policy a model
 * can be told apart.
 */
final class Incident {
    private static final int LIMIT = 400;

    private Incident() {}

    /**
     * Empty when the document is none.
     *
     * @throws LoopException of kind {@code POISON} when it is one that cannot be read
     */
    static Optional<AlertMessage> parse(byte[] body) {
        JsonNode incident = HostJson.tree(body, "alert").path("incident");
        if (!incident.isObject()) {
            return Optional.empty();
        }
        String id = text(incident, "incident_id");
        String state = text(incident, "state");
        String name = text(incident, "policy_name");
        if (id.isEmpty() || name.isEmpty() || !state.equals("open") && !state.equals("closed")) {
            throw LoopException.poison(
                    "incident must have 'incident_id', 'policy_name' and a 'state' that is open or closed");
        }
        String summary = text(incident, "summary");
        String model = text(incident.path("policy_user_labels"), "model");
        return Optional.of(new AlertMessage(
                id + "/" + state,
                name,
                state.equals("open"),
                summary.isEmpty() ? name : summary,
                Optional.of(model).filter(m -> !m.isEmpty())));
    }

    private static String text(JsonNode object, String field) {
        JsonNode value = object.path(field);
        String clean = value.isTextual() ? value.textValue().replaceAll("\\p{C}", "?") : "";
        return clean.length() > LIMIT ? clean.substring(0, LIMIT) : clean;
    }
}
