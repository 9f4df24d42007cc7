package dev.loopkeeper.azure.ml;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeploymentRequestTest {
    private static final Workspace WORKSPACE = new Workspace(
            "https://management.example", "11111111-2222-3333-4444-555555555555", "loop", "loop", "westeurope");

    private static JsonNode told(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("AZURE_ML_SERVING_ENVIRONMENT", "serving:3");
        return new DeploymentRequest(WORKSPACE, EndpointServing.from(all))
                .of("v3", "runs/late/run-1/model.zip", "westeurope")
                .at("/properties/environmentVariables");
    }

    /** Without the client id a node gives no token of an assigned identity, and no prediction is logged. */
    @Test
    void shouldTellAVersionWhereItLogsAndAsWhom() {
        JsonNode told = told(Map.of(
                "AZURE_ML_SERVING_STORE", "wasbs://state@lateloop.blob.core.windows.net",
                "AZURE_ML_SERVING_CLIENT_ID", "11111111-2222-3333-4444-555555555555"));
        assertThat(told.path("LOOPKEEPER_STORE").asText()).isEqualTo("wasbs://state@lateloop.blob.core.windows.net");
        assertThat(told.path("AZURE_CLIENT_ID").asText()).isEqualTo("11111111-2222-3333-4444-555555555555");
        assertThat(told.path("LOOPKEEPER_VERSION").asText()).isEqualTo("v3");
    }

    @Test
    void shouldTellNothingThatIsNotSet() {
        assertThat(told(Map.of()).fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("LOOPKEEPER_VERSION", "LOOPKEEPER_MODEL_NAME", "LOOPKEEPER_ARTIFACT");
    }
}
