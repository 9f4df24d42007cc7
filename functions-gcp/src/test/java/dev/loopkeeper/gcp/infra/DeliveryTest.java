package dev.loopkeeper.gcp.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.testkit.infra.DeliveryFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryTest {
    private static final Path INFRA = Path.of("..", "infra");

    @ParameterizedTest
    @ValueSource(strings = {"deliver-gcp.yml", "sync-models.yml"})
    void shouldPinActionsAndStoreNoKey(String file) throws IOException {
        DeliveryFiles.demandPinnedAndKeyless(INFRA.resolve("delivery").resolve(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"delivery/sync-models.sh", "delivery/pack-functions.sh", "gcp/set-dead-letters.sh"})
    void shouldCallScriptsThatCanRunAndStopAtTheFirstError(String script) throws IOException {
        DeliveryFiles.demandScript(INFRA.resolve(script), INFRA);
    }

    /** Its loop would never begin, and nobody would be told. */
    @ParameterizedTest
    @ValueSource(strings = {"models/loop.yaml", "models/late/deeper/loop.yaml", "models/late/loop.yml"})
    void shouldNotPassOverAConfigurationThatStandsElsewhere(String file, @TempDir Path home) throws Exception {
        Files.createDirectories(home.resolve(file).getParent());
        Files.writeString(home.resolve(file), "model: late");
        Path script = INFRA.resolve("delivery/sync-models.sh").toAbsolutePath().normalize();
        ProcessBuilder check = new ProcessBuilder("bash", script.toString(), "check").redirectErrorStream(true);
        check.environment().put("MODELS_ROOT", home.toString());
        Process process = check.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isEqualTo(3);
        assertThat(said).contains("expected models/<model>/loop.yaml, found: " + file);
    }
}
