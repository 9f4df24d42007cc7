package dev.loopkeeper.gcp.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.testkit.infra.PythonCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingPipelineTest {
    private static final Path HOME = Path.of("..", "infra", "pipelines", "vertex");

    @Test
    void shouldBeWhatTheRealCompilerMakesAndTheSpecificationAllows() throws Exception {
        PythonCheck.Run run = new PythonCheck(HOME, "LOOPKEEPER_KFP_PYTHON", "kfp").run();

        assertThat(run.code()).as(run.text()).isZero();
        assertThat(run.text()).contains("pipeline loopkeeper-train: 3 steps, schema 2.1.0");
    }

    @Test
    void shouldLeaveTheMarksThatTerraformReplaces() throws IOException {
        String pipeline = Files.readString(HOME.resolve("pipeline.yaml"));
        String storage = GcpModule.read().files().get("storage.tf");

        for (String mark : List.of("loopkeeper/trainer:unpinned", "loopkeeper-data-bucket")) {
            assertThat(pipeline.split(mark, -1)).as(mark).hasSize(4);
            assertThat(storage).contains("\"" + mark + "\"");
        }
        assertThat(pipeline.split("cachingOptions: \\{}", -1))
                .as("a cached step would hand over another run's result")
                .hasSize(4);
    }
}
