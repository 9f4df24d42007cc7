package dev.loopkeeper.local.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ServeSettingsTest {
    private static final String[] NONE = {};

    @Test
    void shouldFollowWhatVertexAiSets() {
        ServeSettings settings = ServeSettings.of(
                NONE,
                Map.of(
                        "AIP_STORAGE_URI", "gs://managed/1/model",
                        "AIP_HTTP_PORT", "9000",
                        "AIP_PREDICT_ROUTE", "/v1/endpoints/1/deployedModels/1000000003:predict",
                        "AIP_HEALTH_ROUTE", "/v1/endpoints/1/deployedModels/1000000003",
                        "AIP_DEPLOYED_MODEL_ID", "1000000003",
                        "LOOPKEEPER_ARTIFACT", "model.zip"));

        assertThat(settings.text(ServeOption.MODEL)).isEqualTo("gs://managed/1/model");
        assertThat(settings.number(ServeOption.PORT)).isEqualTo(9_000);
        assertThat(settings.text(ServeOption.PREDICT_ROUTE)).endsWith("1000000003:predict");
        assertThat(settings.text(ServeOption.HEALTH_ROUTE)).endsWith("1000000003");
        assertThat(settings.version()).contains("v3");
    }

    @Test
    void shouldFollowWhatAzureMlSetsAndLetOurOwnVariablesAndOptionsWin() {
        Map<String, String> env = Map.of(
                "AZUREML_MODEL_DIR", "/var/azureml-app/azureml-models/late/3",
                "AIP_HTTP_PORT", "9000",
                "LOOPKEEPER_PORT", "5001",
                "LOOPKEEPER_STORE", "",
                "LOOPKEEPER_VERSION", "3");

        ServeSettings settings = ServeSettings.of(new String[] {"--live-route", "/alive"}, env);

        assertThat(settings.text(ServeOption.MODEL)).isEqualTo("/var/azureml-app/azureml-models/late/3");
        assertThat(settings.number(ServeOption.PORT)).isEqualTo(5_001);
        assertThat(settings.text(ServeOption.LIVE_ROUTE)).isEqualTo("/alive");
        assertThat(settings.given(ServeOption.STORE)).isEmpty();
        assertThat(settings.version()).contains("3");
        assertThat(ServeSettings.of(new String[] {"--port", "1"}, env).number(ServeOption.PORT))
                .isEqualTo(1);
    }

    @Test
    void shouldNotGuessTheVersionOfADeploymentThatIsNotOurs() {
        for (String id : new String[] {"", "4992345118237384704", "2000000003", "100000003"}) {
            assertThat(ServeSettings.of(new String[] {"--model", "x"}, Map.of("AIP_DEPLOYED_MODEL_ID", id))
                            .version())
                    .isEmpty();
        }
    }

    @Test
    void shouldTellEverythingThatIsWrongAtOnce() {
        assertThatThrownBy(() -> ServeSettings.of(
                        new String[] {
                            "--port",
                            "70000",
                            "--max-body",
                            "1e6",
                            "--health-route",
                            "ready",
                            "--live-route",
                            "/predict",
                            "--version",
                            "../v1"
                        },
                        Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--model is '', expected")
                .hasMessageContaining("--port is '70000', expected a whole number from 0 to 65535")
                .hasMessageContaining("--max-body is '1e6'")
                .hasMessageContaining("--health-route is 'ready', expected a path that begins with /")
                .hasMessageContaining("--live-route is '/predict', expected a path of its own")
                .hasMessageContaining("--version is '../v1'");
        assertThatThrownBy(() -> ServeSettings.of(new String[] {"--modl", "x"}, Map.of()))
                .hasMessage("there is no option '--modl'");
        assertThatThrownBy(() -> ServeSettings.of(new String[] {"--model"}, Map.of()))
                .hasMessage("--model has no value");
    }
}
