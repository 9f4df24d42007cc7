package dev.loopkeeper.azure.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.loopkeeper.azure.ml.fake.ArmFake;
import dev.loopkeeper.azure.ml.fake.FakeJobs;
import dev.loopkeeper.azure.ml.fake.FakeModels;
import dev.loopkeeper.azure.ml.fake.Swagger;
import dev.loopkeeper.edge.LoopException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The fake is worth as much as what it refuses. */
class ArmFakeTest {
    private static final String COMMAND = """
            {"properties":{"jobType":"Command","command":"java -jar train.jar","environmentId":"azureml:train:1",
             "queueSettings":{"jobTier":"Spot"},"limits":{"jobLimitsType":"Command","timeout":"PT1H"},
             "inputs":{"request":{"jobInputType":"literal","value":"wasbs://a@b/c"}}%s}}""";

    private final ArmFake fake = new ArmFake(InstantSource.system());
    private final ArmApi api = new ArmApi(fake.workspace(), MlWorld.rest());

    @BeforeEach
    void serve() {
        fake.serve(new FakeJobs(fake, InstantSource.system()));
        fake.serve(new FakeModels(fake, InstantSource.system()));
    }

    @AfterEach
    void stop() {
        fake.close();
    }

    @Test
    void shouldTakeWhatTheDescriptionAllows() {
        api.put("jobs/a-1", json(COMMAND.formatted("")), "job a-1").expectOk();
        assertThat(fake.breaches()).isEmpty();
        assertThat(api.find("jobs/a-1", "job a-1")
                        .orElseThrow()
                        .at("/properties/status")
                        .asText())
                .isEqualTo("NotStarted");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "cleverness":1                                          | body.properties.cleverness is no field
            "status":"Completed"                                    | body.properties.status is read-only
            "jobType":"Wizard"                                      | body.properties.jobType is 'Wizard'
            "queueSettings":{"jobTier":"Cheap"}                     | body.properties.queueSettings.jobTier is 'Cheap'
            "limits":{"timeout":"PT1H"}                             | body.properties.limits lacks jobLimitsType
            "environmentVariables":{"A":1}                          | body.properties.environmentVariables.A is 1
            "inputs":{"x":{"jobInputType":"literal"}}               | body.properties.inputs.x lacks value
            "inputs":{"x":{"jobInputType":"literal","value":"///"}} | body.properties.inputs.x.value is '///'
            "resources":{"instanceCount":"two"}                     | body.properties.resources.instanceCount is "two"
            """)
    void shouldRefuseWhatTheDescriptionDoesNotAllow(String field, String why) {
        assumeThat(Swagger.machineLearning()).isPresent();
        JsonNode body = json(COMMAND.formatted("," + field));
        assertThatThrownBy(() -> api.put("jobs/a-1", body, "job a-1").expectOk())
                .isInstanceOfSatisfying(
                        LoopException.class, e -> assertThat(e.kind()).isEqualTo(LoopException.Kind.POISON))
                .hasMessageContaining("job a-1")
                .hasMessageContaining(why);
        assertThat(fake.breaches()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jobs/a|Job/CommandJob/createOrUpdate",
                "jobs/a|Job/PipelineJob/createOrUpdate",
                "models/late|Workspace/ModelContainer/createOrUpdate",
                "models/late/versions/1|Workspace/ModelVersion/createOrUpdate",
                "onlineEndpoints/late|Workspace/OnlineEndpoint/createOrUpdate",
                "onlineEndpoints/late/deployments/v1|OnlineDeployment/ManagedOnlineDeployment/createOrUpdate"
            })
    void shouldTakeTheOfficialExamples(String pathAndFile) {
        assumeThat(Swagger.machineLearning()).isPresent();
        String[] sides = pathAndFile.split("\\|");
        JsonNode body = Swagger.machineLearning()
                .orElseThrow()
                .document("examples/" + sides[1] + ".json")
                .at("/parameters/body");
        assertThat(body.isObject()).isTrue();
        api.put(sides[0], body, sides[0]);
        assertThat(fake.breaches()).isEmpty();
    }

    @Test
    void shouldRefuseAPathThatIsNoMethodOfTheService() {
        assumeThat(Swagger.machineLearning()).isPresent();
        assertThatThrownBy(() -> api.post("jobs/a-1/applaud", "job a-1").expectOk())
                .hasMessageContaining("POST jobs/a-1/applaud is no method of the API");
        assertThatThrownBy(() -> api.list("models/late/versions", "sort=up", "versions"))
                .hasMessageContaining("has no query parameter [sort]");
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
