package dev.loopkeeper.gcp.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class TrainingPipelineTest {
    private static final Path HOME = Path.of("..", "infra", "pipelines", "vertex");

    /** A Python that has kfp; where this is set, as in CI, the check must run. */
    private static final String PYTHON = "LOOPKEEPER_KFP_PYTHON";

    @Test
    void shouldBeWhatTheRealCompilerMakesAndTheSpecificationAllows() throws Exception {
        String python = System.getenv().getOrDefault(PYTHON, "python3");
        boolean wanted = System.getenv().containsKey(PYTHON);
        if (!wanted && !works(python, "-c", "import kfp")) {
            String line = "no kfp on this machine: pip install -r infra/pipelines/vertex/requirements.txt, or name a "
                    + "Python that has it in " + PYTHON;
            System.out.println("Skipped: " + line);
            Assumptions.abort(line);
        }

        Run run = run(python, "check.py");

        assertThat(run.code).as(run.text).isZero();
        assertThat(run.text).contains("pipeline loopkeeper-train: 3 steps, schema 2.1.0");
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

    private record Run(int code, String text) {}

    private static boolean works(String... command) {
        try {
            return run(command).code == 0;
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }

    private static Run run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(HOME.toFile()).redirectErrorStream(true);
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        Process process = builder.start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), text);
    }
}
