package dev.loopkeeper.azure.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.testkit.infra.PythonCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingPipelineTest {
    private static final Path HOME = Path.of("..", "infra", "pipelines", "azureml");

    @Test
    void shouldBeTakenByMicrosoftsOwnSdkAndSentAsItSends() throws Exception {
        PythonCheck.Run run = new PythonCheck(HOME, "LOOPKEEPER_AZURE_ML_PYTHON", "azure.ai.ml").run();

        assertThat(run.code()).as(run.text()).isZero();
        assertThat(run.text()).contains("pipeline loopkeeper_train: 3 steps, sent as Pipeline");
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
