package dev.loopkeeper.azure.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.testkit.infra.DeliveryFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryTest {
    private static final Path INFRA = Path.of("..", "infra");
    private static final Path HOME = INFRA.resolve("delivery");

    @ParameterizedTest
    @ValueSource(strings = {"deliver-azure.yml", "sync-models-azure.yml"})
    void shouldPinActionsAndStoreNoKey(String file) throws IOException {
        DeliveryFiles.demandPinnedAndKeyless(HOME.resolve(file));
    }

    @Test
    void shouldKeepNoTokenAndNoPasswordInAzureDevOps() throws IOException {
        List<String> lines = Files.readAllLines(HOME.resolve("azure-pipelines.yml"));

        assertThat(lines.stream().filter(line -> line.contains("checkout: self")))
                .hasSameSizeAs(lines.stream()
                        .filter(line -> line.contains("persistCredentials: false"))
                        .toList());
        assertThat(lines)
                .noneMatch(line -> line.matches("(?i).*(servicePrincipalKey|client_secret|password)\\s*[:=].*"))
                .anyMatch(line -> line.contains("ARM_USE_OIDC=true"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"sync-models.sh", "pack-azure.sh", "deploy-azure.sh", "connect-alerts.sh", "register-pipeline.sh"
            })
    void shouldCallScriptsThatCanRunAndStopAtTheFirstError(String script) throws IOException {
        DeliveryFiles.demandScript(HOME.resolve(script), INFRA);
    }

    @Test
    void shouldNameFunctionsInTheZipAsTheSwitchesDo() throws IOException {
        assertThat(Files.readString(HOME.resolve("pack-azure.sh")))
                .contains("mv \"$folder/$name\" \"$folder/${name//-/_}\"");
        assertThat(AzureModule.read().local("switches").toString()).contains("replace(name, \"-\", \"_\")");
    }
}
