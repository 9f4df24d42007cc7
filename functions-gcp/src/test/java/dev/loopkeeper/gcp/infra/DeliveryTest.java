package dev.loopkeeper.gcp.infra;

import dev.loopkeeper.testkit.infra.DeliveryFiles;
import java.io.IOException;
import java.nio.file.Path;
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
}
