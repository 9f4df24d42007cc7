package dev.loopkeeper.azure.events;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.edge.LoopException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the events of an Azure Machine Learning workspace, in Event Grid's own schema or as a CloudEvent 1.0.
 *
 * <p>Keys are found in any case: the service writes some otherwise than its published schema does. An event of another
 * kind, of a job that goes on, or of a step inside a pipeline is empty; one that names nothing usable is
 * {@code POISON}. Failures are not always announced, so {@code sweep} looks at every run too.
 */
public final class AzureMlEvents {
    private static final String KIND = "microsoft.machinelearningservices.";
    private static final Set<String> FINAL = Set.of("completed", "failed", "canceled", "cancelled", "notresponding");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,254}");

    private AzureMlEvents() {}

    /** The job that a {@code RunCompleted} or a {@code RunStatusChanged} with a final status is about. */
    public static Optional<RunEnded> parse(JsonNode event) {
        String kind = kind(event);
        if (!kind.equals(KIND + "runcompleted") && !kind.equals(KIND + "runstatuschanged")) {
            return Optional.empty();
        }
        JsonNode data = field(event, "data");
        String status = kind.endsWith("runcompleted")
                ? "Completed"
                : field(data, "runStatus").asText("");
        boolean step =
                field(data, "runType").asText("").toLowerCase(Locale.ROOT).contains("steprun");
        return step || !FINAL.contains(status.toLowerCase(Locale.ROOT))
                ? Optional.empty()
                : Optional.of(new RunEnded(name(data, "runId"), status));
    }

    private static String kind(JsonNode event) {
        String cloudEvent = field(event, "type").asText("");
        return (cloudEvent.isEmpty() ? field(event, "eventType").asText("") : cloudEvent).toLowerCase(Locale.ROOT);
    }

    /** A name or a number. */
    private static String name(JsonNode data, String key) {
        JsonNode value = field(data, key);
        String text = value.isTextual() || value.isIntegralNumber() ? value.asText() : "";
        if (!NAME.matcher(text).matches()) {
            throw LoopException.poison("event of Azure Machine Learning without a usable 'data." + key
                    + "': expected letters, digits, dots, hyphens and underscores");
        }
        return text;
    }

    /** The exact key wins where one is there in two spellings. */
    private static JsonNode field(JsonNode node, String key) {
        return node.has(key)
                ? node.get(key)
                : node.properties().stream()
                        .filter(entry -> entry.getKey().equalsIgnoreCase(key))
                        .findFirst()
                        .map(Map.Entry::getValue)
                        .orElse(node.path(key));
    }
}
