package dev.loopkeeper.testkit.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The project's own trainer in processes of its own: as the embedded runtime starts it, and as the pipeline does. */
public final class TrainerProcess {
    private static final String PACKAGE = "dev.loopkeeper.local.trainer.";

    private TrainerProcess() {}

    /** One training in a folder. */
    public static void local(Path home, String requestKey) {
        run(
                System.getProperty("loopkeeper.local.jar"),
                Map.of(),
                PACKAGE + "TrainerMain",
                "--home",
                home.toString(),
                "--request",
                requestKey);
    }

    /** The three steps of the default training pipeline, with the two jars of its image. */
    public static void pipeline(String cloudJar, String requestUri, Map<String, String> env) {
        String jars = System.getProperty("loopkeeper.local.jar") + File.pathSeparator + cloudJar;
        for (String step : List.of("prepare", "train", "evaluate")) {
            run(jars, env, PACKAGE + "PipelineStepMain", "--step", step, "--request", requestUri);
        }
    }

    private static void run(String classPath, Map<String, String> env, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classPath));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(env);
        try {
            Process process = builder.start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the trainer ran", e);
        }
    }
}
