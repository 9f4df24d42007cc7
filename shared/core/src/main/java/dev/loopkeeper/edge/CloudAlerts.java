package dev.loopkeeper.edge;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * The alerts of the clouds: incidents of Google Cloud Monitoring, version 1.2, and Azure Monitor's common alert schema.
 *
 * <p>Both name no model, so the alert rule has to: with a user label {@code model} on Google, with a custom property
 * {@code model} on Azure.
 */
final class CloudAlerts {
    private static final String MODEL = "model";

    private CloudAlerts() {}

    /** An incident; it is told apart by its id and state, since a channel may deliver it again. */
    static AlertMessage google(JsonNode root) {
        JsonNode incident = root.path("incident");
        String id = required(incident, "incident_id", "incident.incident_id");
        String state = required(incident, "state", "incident.state");
        boolean firing = state.equals("open");
        if (!firing && !state.equals("closed")) {
            throw LoopException.poison("incident.state is '" + shown(state) + "', expected open or closed");
        }
        String name = AlertParser.text(incident, "policy_name").orElse("unnamed policy");
        String summary = AlertParser.text(incident, "summary")
                .or(() -> AlertParser.text(incident, "condition_name"))
                .orElse(name);
        return new AlertMessage(
                shown(id + "/" + state),
                shown(name),
                firing,
                shown(summary),
                AlertParser.text(incident.path("policy_user_labels"), MODEL));
    }

    /** A metric or log alert; {@code alertId} stays the same from fired to resolved. */
    static AlertMessage azure(JsonNode root) {
        JsonNode essentials = root.path("data").path("essentials");
        String id = required(essentials, "alertId", "data.essentials.alertId");
        String condition = required(essentials, "monitorCondition", "data.essentials.monitorCondition");
        boolean firing = condition.equalsIgnoreCase("Fired");
        if (!firing && !condition.equalsIgnoreCase("Resolved")) {
            throw LoopException.poison(
                    "data.essentials.monitorCondition is '" + shown(condition) + "', expected Fired or Resolved");
        }
        String name = AlertParser.text(essentials, "alertRule").orElse("unnamed rule");
        String summary = AlertParser.text(essentials, "description")
                .filter(d -> !d.isBlank())
                .or(() -> measured(root.path("data").path("alertContext").path("condition")))
                .orElse(name);
        return new AlertMessage(
                shown(id + "/" + condition),
                shown(name),
                firing,
                shown(summary),
                AlertParser.text(root.path("data").path("customProperties"), MODEL));
    }

    private static Optional<String> measured(JsonNode condition) {
        JsonNode first = condition.path("allOf").path(0);
        return AlertParser.text(first, "metricName")
                .map(metric -> metric + " is " + first.path("metricValue").asText("unknown") + ", "
                        + first.path("operator").asText("against") + " "
                        + first.path("threshold").asText("unknown"));
    }

    private static String required(JsonNode node, String field, String path) {
        return AlertParser.text(node, field)
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> LoopException.poison("alert without '" + path + "'"));
    }

    private static String shown(String text) {
        return AlertParser.bounded(text);
    }
}
