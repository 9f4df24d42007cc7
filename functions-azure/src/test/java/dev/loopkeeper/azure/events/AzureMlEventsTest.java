package dev.loopkeeper.azure.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AzureMlEventsTest {
    private static JsonNode event(String json) {
        return Json.tree(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), "event");
    }

    private static JsonNode status(String status, String runType) {
        return event("{'eventType': 'Microsoft.MachineLearningServices.RunStatusChanged', 'data': {'runId':"
                + " 'fares-r7-1', 'runType': " + runType + ", 'runStatus': '" + status + "'}}");
    }

    @Test
    void shouldReadACompletedRunInBothSchemas() {
        String data = "'data': {'experimentName': 'fares', 'runId': 'fares-r7-1', 'runType': null, 'runTags': {}}}";
        RunEnded ended = new RunEnded("fares-r7-1", "Completed");
        assertThat(AzureMlEvents.parse(
                        event("{'eventType': 'Microsoft.MachineLearningServices.RunCompleted', " + data)))
                .contains(ended);
        assertThat(AzureMlEvents.parse(event(
                        "{'specversion': '1.0', 'type': 'Microsoft.MachineLearningServices.RunCompleted', " + data)))
                .contains(ended);
    }

    @ParameterizedTest
    @CsvSource({"failed, true", "Canceled, true", "COMPLETED, true", "Running, false", "Finalizing, false", "'', false"
    })
    void shouldTellAnEndFromAChange(String status, boolean ended) {
        assertThat(AzureMlEvents.parse(status(status, "null")).isPresent()).isEqualTo(ended);
    }

    @Test
    void shouldLeaveOutTheStepsOfAPipeline() {
        assertThat(AzureMlEvents.parse(status("failed", "'azureml.StepRun'"))).isEmpty();
        assertThat(AzureMlEvents.parse(status("failed", "'azureml.PipelineRun'")))
                .contains(new RunEnded("fares-r7-1", "failed"));
    }

    @Test
    void shouldReadKeysInAnyCase() {
        assertThat(AzureMlEvents.parse(event("{'EventType': 'microsoft.machinelearningservices.runcompleted',"
                        + " 'Data': {'RunID': 'fares-r7-1'}}")))
                .contains(new RunEnded("fares-r7-1", "Completed"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "'x'",
                "{'eventType': 'Microsoft.Storage.BlobCreated', 'data': {'runId': 'fares-r7-1'}}",
                "{'eventType': 'Microsoft.MachineLearningServices.ModelDeployed', 'data': {}}",
                "{'eventType': 'Microsoft.MachineLearningServices.ModelRegistered', 'data': {'ModelName': 'fares'}}"
            })
    void shouldLeaveOutWhatIsNoneOfItsEvents(String json) {
        assertThat(AzureMlEvents.parse(event(json))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "null",
                "[]",
                "{'runId': null}",
                "{'runId': ['a']}",
                "{'runId': ''}",
                "{'runId': '../a'}",
                "{'runId': 'a b'}",
                "{'runId': 'a\\u0000'}",
                "{'runId': 1.5}"
            })
    void shouldRefuseARunWithoutAUsableName(String data) {
        assertThatThrownBy(() -> AzureMlEvents.parse(
                        event("{'eventType': 'Microsoft.MachineLearningServices.RunCompleted', 'data': " + data + "}")))
                .isInstanceOf(LoopException.class)
                .hasMessageContaining("data.runId");
    }
}
