package dev.loopkeeper.edge;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The alerts of the clouds: incidents of Google Cloud Monitoring, version 1.2, and Azure Monitor's common alert schema.
 *
 * <p>Both name no model, so the alert rule has to: with a user label {@code model} on Google, with a custom property
 * {@code model} on Azure. An Azure alert on an online endpoint without one is about the models that endpoint serves.
 */
final class CloudAlerts {
    private static final String MODEL = "model";
    private static final Pattern ENDPOINT =
            Pattern.compile("(?i:.{1,400}/onlineEndpoints)/([A-Za-z0-9-]{1,64})(?:/.{0,200})?");

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

    /**
     * A metric or log alert; {@code alertId} stays the same from fired to resolved, and ids come in any case. Custom
     * properties stand beside the context or in it, or nowhere.
     */
    static AlertMessage azure(JsonNode root) {
        JsonNode data = root.path("data");
        JsonNode essentials = data.path("essentials");
        String id = required(essentials, "alertId", "data.essentials.alertId");
        String condition = required(essentials, "monitorCondition", "data.essentials.monitorCondition");
        boolean firing = condition.equalsIgnoreCase("Fired");
        if (!firing && !condition.equalsIgnoreCase("Resolved")) {
            throw LoopException.poison(
                    "data.essentials.monitorCondition is '" + shown(condition) + "', expected Fired or Resolved");
        }
        String name = AlertParser.text(essentials, "alertRule").orElse("unnamed rule");
        JsonNode context = data.path("alertContext");
        String summary = AlertParser.text(essentials, "description")
                .filter(d -> !d.isBlank())
                .or(() -> measured(context.path("condition").path("allOf").path(0)))
                .orElse(name);
        return new AlertMessage(
                shown(id.toLowerCase(Locale.ROOT) + (firing ? "/Fired" : "/Resolved")),
                shown(name),
                firing,
                shown(summary),
                AlertParser.text(data.path("customProperties"), MODEL)
                        .or(() -> AlertParser.text(context.path("properties"), MODEL)),
                endpoint(essentials.path("alertTargetIDs")));
    }

    /** A log alert has no metric: it counts rows, or measures a column of them. */
    private static Optional<String> measured(JsonNode criterion) {
        return AlertParser.text(criterion, "metricName")
                .or(() -> AlertParser.text(criterion, "metricMeasureColumn"))
                .or(() -> AlertParser.text(criterion, "searchQuery").map(query -> "number of rows"))
                .map(measure -> measure + " is " + criterion.path("metricValue").asText("unknown") + ", "
                        + criterion.path("operator").asText("against") + " "
                        + criterion.path("threshold").asText("unknown"));
    }

    /** The online endpoint among the targets, or the one whose deployment is. */
    private static Optional<String> endpoint(JsonNode targets) {
        for (JsonNode target : targets) {
            Matcher matcher = ENDPOINT.matcher(target.asText(""));
            if (matcher.matches()) {
                return Optional.of(matcher.group(1));
            }
        }
        return Optional.empty();
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
