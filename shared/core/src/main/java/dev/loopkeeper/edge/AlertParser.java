package dev.loopkeeper.edge;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads alerts: the Alertmanager webhook, version 4, which carries many at once; incidents of Google Cloud Monitoring;
 * Azure Monitor's common alert schema; and the plain form {@code {"name", "model", "status": "firing" | "resolved",
 * "summary", "id"}}.
 */
public final class AlertParser {
    private AlertParser() {}

    /**
     * The alerts of a request body.
     *
     * @throws LoopException of kind {@code POISON} that says what was expected
     */
    public static List<AlertMessage> parse(byte[] body) {
        JsonNode root = Json.tree(body, "alert");
        JsonNode alerts = root.path("alerts");
        List<AlertMessage> messages = new ArrayList<>();
        if (alerts.isArray()) {
            alerts.forEach(alert -> messages.add(alertmanager(alert)));
        } else if (root.path("incident").isObject()) {
            messages.add(CloudAlerts.google(root));
        } else if (root.path("schemaId").asText().equals("azureMonitorCommonAlertSchema")) {
            messages.add(CloudAlerts.azure(root));
        } else if (root.path("name").isTextual()) {
            messages.add(plain(root));
        } else {
            throw LoopException.poison(
                    "alert must be an Alertmanager webhook with 'alerts', an incident of Cloud Monitoring, an alert of "
                            + "Azure Monitor in the common schema, or an object with 'name', 'model', 'status' (firing "
                            + "or resolved) and 'summary'");
        }
        return messages;
    }

    private static AlertMessage alertmanager(JsonNode alert) {
        JsonNode labels = alert.path("labels");
        boolean firing = firing(alert.path("status").asText(""));
        String name = text(labels, "alertname")
                .orElseThrow(() -> LoopException.poison("alert without the label 'alertname'"));
        String id = text(alert, "fingerprint")
                .orElseGet(() -> Digest.hex(labels.toString()).substring(0, 16));
        String key = id + "/" + alert.path("startsAt").asText("") + "/" + firing;
        String summary = text(alert.path("annotations"), "summary")
                .or(() -> text(alert.path("annotations"), "description"))
                .orElse(name);
        return new AlertMessage(bounded(key), bounded(name), firing, bounded(summary), text(labels, "model"));
    }

    private static AlertMessage plain(JsonNode root) {
        boolean firing = firing(root.path("status").asText("firing"));
        String name = root.path("name").asText();
        String key =
                text(root, "id").orElseGet(() -> Digest.hex(root.toString()).substring(0, 16)) + "/" + firing;
        return new AlertMessage(
                bounded(key),
                bounded(name),
                firing,
                bounded(text(root, "summary").orElse(name)),
                text(root, "model"));
    }

    private static boolean firing(String status) {
        if (!status.equals("firing") && !status.equals("resolved")) {
            throw LoopException.poison("alert status is '" + bounded(status) + "', expected firing or resolved");
        }
        return status.equals("firing");
    }

    static Optional<String> text(JsonNode node, String field) {
        return Optional.ofNullable(node.get(field)).filter(JsonNode::isTextual).map(JsonNode::asText);
    }

    static String bounded(String text) {
        String clean = text.replaceAll("\\p{C}", "?");
        return clean.length() > 400 ? clean.substring(0, 400) : clean;
    }
}
