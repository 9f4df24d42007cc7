package dev.loopkeeper.azure.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loopkeeper.azure.ml.ArmApi;
import dev.loopkeeper.azure.ml.fake.ArmCall;
import dev.loopkeeper.azure.ml.fake.Swagger;
import dev.loopkeeper.testkit.infra.PythonCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class TrainingPipelineTest {
    private static final Path HOME = Path.of("..", "infra", "pipelines", "azureml");

    @Test
    void shouldBeTakenByMicrosoftsOwnSdkAndSentAsItSends() throws Exception {
        PythonCheck.Run run = new PythonCheck(HOME, "LOOPKEEPER_AZURE_ML_PYTHON", "azure.ai.ml").run();

        assertThat(run.code()).as(run.text()).isZero();
        assertThat(run.text()).contains("pipeline loopkeeper_train: 3 steps, sent as Pipeline");
    }

    /** Against the official description where there is a copy, and in its shape in any case. */
    @Test
    void shouldBeAJobThatResourceManagerAllows() throws IOException {
        JsonNode properties =
                new ObjectMapper().valueToTree(new Yaml().load(Files.readString(HOME.resolve("job.yaml"))));
        ObjectNode body = new ObjectMapper().createObjectNode().set("properties", properties);
        String path =
                "/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w/jobs/a-1";

        Swagger.machineLearning()
                .ifPresent(official -> official.checkCall(
                        new ArmCall("PUT", path, "jobs/a-1", Map.of("api-version", ArmApi.VERSION), body)));
        assertThat(properties.path("jobType").asText()).isEqualTo("Pipeline");
        assertThat(properties.at("/inputs/request/jobInputType").asText()).isEqualTo("literal");
    }

    @Test
    void shouldLeaveTheMarksThatRegistrationReplaces() throws IOException {
        String script = Files.readString(HOME.resolveSibling("../delivery/register-pipeline.sh"));
        String all = "";
        for (String file :
                List.of("prepare.yml", "train.yml", "evaluate.yml", "pipeline.yml", "serving.yml", "job.yaml")) {
            all += Files.readString(HOME.resolve(file));
        }
        assertThat(all.split("loopkeeper/trainer:unpinned", -1)).hasSize(4);
        for (String mark : List.of(
                "loopkeeper/trainer:unpinned",
                "loopkeeper/serving:unpinned",
                "loopkeeper-trainer-client-id",
                "loopkeeper-component-id",
                "loopkeeper-compute-id")) {
            assertThat(all).contains(mark);
            assertThat(script).contains("s|" + mark + "|");
        }
    }
}
