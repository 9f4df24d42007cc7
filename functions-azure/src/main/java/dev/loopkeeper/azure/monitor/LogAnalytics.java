package dev.loopkeeper.azure.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loopkeeper.connectors.rest.RestAnswer;
import dev.loopkeeper.connectors.rest.RestCall;
import dev.loopkeeper.connectors.rest.RestClient;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.rollout.WindowSpan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Asks a Log Analytics workspace: {@code workspaces/query} of its API, version 1.
 *
 * <p>An answer may hold rows and an error beside them, which makes it part of the truth: it is no answer then, since
 * what is absent from it would be read as nothing at all. Nor is it one when the table is not there, because nothing
 * was ever logged.
 */
final class LogAnalytics {
    private static final Logger LOG = LogManager.getLogger(LogAnalytics.class);
    private static final String WHAT = "the query of Log Analytics";

    private final RestClient rest;
    private final String address;

    /**
     * @param base of the API, {@code https://api.loganalytics.io}
     * @param workspace the id that its overview shows as workspace id
     */
    LogAnalytics(RestClient rest, String base, String workspace) {
        this.rest = rest;
        this.address = base + "/v1/workspaces/" + workspace + "/query";
    }

    /** The rows by the names of their columns; empty when they are not known whole. */
    Optional<List<Map<String, JsonNode>>> rows(String query, WindowSpan span) {
        ObjectNode body = Json.mapper().createObjectNode();
        body.put("query", query);
        body.put("timespan", span.first() + "/" + span.end());
        RestAnswer answer = rest.call(RestCall.json("POST", address, body).asRepeatable(), WHAT);
        if (answer.status() == 400 && isAbsent(answer)) {
            LOG.warn(
                    "there is no traffic log yet ({}): switch the category AmlOnlineEndpointTrafficLog of the"
                            + " endpoint's diagnostic settings on, as infra/azure does",
                    answer.reason());
            return Optional.empty();
        }
        JsonNode json = answer.expectOk(WHAT).json(WHAT);
        if (json.path("error").isObject()) {
            LOG.warn(
                    "{} came in parts: {}",
                    WHAT,
                    json.path("error").path("message").asText(""));
            return Optional.empty();
        }
        return Optional.of(rows(json.path("tables").path(0)));
    }

    /** Kusto's word for a table that the workspace does not know. */
    private static boolean isAbsent(RestAnswer answer) {
        return answer.json(WHAT).toString().contains("Failed to resolve table");
    }

    private static List<Map<String, JsonNode>> rows(JsonNode table) {
        List<Map<String, JsonNode>> rows = new ArrayList<>();
        for (JsonNode row : table.path("rows")) {
            Map<String, JsonNode> named = new LinkedHashMap<>();
            for (int i = 0; i < row.size(); i++) {
                named.put(table.path("columns").path(i).path("name").asText(), row.get(i));
            }
            rows.add(named);
        }
        return rows;
    }
}
