package dev.loopkeeper.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloudAlertsTest {
    private static AlertMessage one(String json) {
        assertThat(AlertParser.parse(json.getBytes(StandardCharsets.UTF_8))).hasSize(1);
        return AlertParser.parse(json.getBytes(StandardCharsets.UTF_8)).get(0);
    }

    private static String incident(String state) {
        return """
            {"incident": {"incident_id": "0.abc", "state": "%s", "policy_name": "latency-slo-burn",
              "policy_user_labels": {"model": "fares"}, "summary": "p95 is\\u0007 over 900 ms", "ended_at": null,
              "observed_value": "0.9", "new_field": {"x": [1]}}, "version": "1.2"}""".formatted(state);
    }

    @Test
    void shouldReadAnIncidentOfGoogle() {
        assertThat(one(incident("open")))
                .isEqualTo(new AlertMessage(
                        "0.abc/open", "latency-slo-burn", true, "p95 is? over 900 ms", Optional.of("fares")));
        assertThat(one(incident("closed")).firing()).isFalse();
        assertThat(one(incident("closed")).key())
                .isNotEqualTo(one(incident("open")).key());
    }

    private static String azure(String condition) {
        return """
            {"schemaId": "azureMonitorCommonAlertSchema", "data": {
              "essentials": {"alertId": "/subscriptions/s/alerts/a1", "alertRule": "errors-high", "severity": "Sev1",
                "monitorCondition": "%s", "description": "", "alertTargetIDs": ["/x"]},
              "alertContext": {"condition": {"allOf": [{"metricName": "RequestLatency_P95", "operator": "GreaterThan",
                "threshold": "250", "metricValue": 412.5}]}},
              "customProperties": {"model": "fares"}}}""".formatted(condition);
    }

    @Test
    void shouldReadAnAlertOfAzure() {
        assertThat(one(azure("Fired")))
                .isEqualTo(new AlertMessage(
                        "/subscriptions/s/alerts/a1/Fired",
                        "errors-high",
                        true,
                        "RequestLatency_P95 is 412.5, GreaterThan 250",
                        Optional.of("fares")));
        assertThat(one(azure("Resolved")).firing()).isFalse();
    }

    @Test
    void shouldTellRepeatsOfAnAzureAlertWithoutRegardToCase() {
        AlertMessage fired = one(azure("Fired"));
        assertThat(one(azure("fired").replace("/subscriptions/s/alerts/a1", "/Subscriptions/S/Alerts/A1"))
                        .key())
                .isEqualTo(fired.key());
        assertThat(one(azure("Resolved")).key()).isNotEqualTo(fired.key());
    }

    @Test
    void shouldReadALogAlertAndItsPropertiesInTheContext() {
        String log = """
            {"schemaId": "azureMonitorCommonAlertSchema", "data": {
              "essentials": {"alertId": "/subscriptions/s/alerts/a2", "alertRule": "slow", "signalType": "Log",
                "monitorCondition": "Fired", "monitoringService": "Log Alerts V2"},
              "alertContext": {"properties": {"model": "fares"}, "conditionType": "LogQueryCriteria", "condition":
                {"windowSize": "PT10M", "allOf": [{"searchQuery": "AmlOnlineEndpointTrafficLog | take 1",
                  "metricMeasureColumn": %s, "operator": "GreaterThan", "threshold": "1", "metricValue": 7.0}]}}}}""";
        assertThat(one(log.formatted("\"p95\"")))
                .isEqualTo(new AlertMessage(
                        "/subscriptions/s/alerts/a2/Fired",
                        "slow",
                        true,
                        "p95 is 7.0, GreaterThan 1",
                        Optional.of("fares")));
        assertThat(one(log.formatted("null")).summary()).isEqualTo("number of rows is 7.0, GreaterThan 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/subscriptions/s/resourcegroups/r/providers/microsoft.machinelearningservices/workspaces/w"
                        + "/onlineendpoints/fares-ep",
                "/subscriptions/s/resourceGroups/r/providers/Microsoft.MachineLearningServices/workspaces/w"
                        + "/onlineEndpoints/fares-ep/deployments/v7"
            })
    void shouldKnowTheEndpointOfAnAzureAlertThatNamesNoModel(String target) {
        AlertMessage alert = one(azure("Fired")
                .replace("\"/x\"", "\"/x\", \"" + target + "\"")
                .replace("\"customProperties\": {\"model\": \"fares\"}", "\"customProperties\": null"));
        assertThat(alert.model()).isEmpty();
        assertThat(alert.endpoint()).contains("fares-ep");
        assertThat(one(azure("Fired")).endpoint()).isEmpty();
    }

    @Test
    void shouldReadALogAlertThatIsMostlyNull() {
        AlertMessage alert = one("""
            {"schemaId": "azureMonitorCommonAlertSchema", "data": {"essentials": {"alertId": "a", "monitorCondition":
              "Fired", "alertRule": "logs", "description": null}, "alertContext": null, "customProperties": null}}""");
        assertThat(alert).isEqualTo(new AlertMessage("a/Fired", "logs", true, "logs", Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"incident\": {\"state\": \"open\"}}",
                "{\"incident\": {\"incident_id\": \"1\", \"state\": \"half-open\"}}",
                "{\"incident\": {\"incident_id\": 5, \"state\": \"open\"}}",
                "{\"schemaId\": \"azureMonitorCommonAlertSchema\", \"data\": []}",
                "{\"schemaId\": \"azureMonitorCommonAlertSchema\"}",
                "{\"schemaId\": \"other\"}"
            })
    void shouldRefuseWhatIsNoAlertAndSayWhy(String json) {
        assertThatThrownBy(() -> AlertParser.parse(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(LoopException.class)
                .hasMessageMatching(".*(expected|without|must be).*");
    }
}
