package dev.loopkeeper.azure.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.testkit.infra.DeliveryFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
                .noneMatch(line -> line.matches(".*(ARM_OIDC_TOKEN|addSpnToEnvironment).*"))
                .anyMatch(line -> line.contains("ARM_USE_OIDC: \"true\""));
    }

    /** Its images have no Terraform. */
    @Test
    void shouldInstallTerraformInEveryJobOfAzureDevOpsThatCallsIt() throws IOException {
        String pipeline = Files.readString(HOME.resolve("azure-pipelines.yml"));
        String[] jobs = pipeline.split("- (job|deployment): ");

        assertThat(jobs).hasSize(4);
        assertThat(List.of(jobs).subList(1, 4))
                .allMatch(job -> job.contains("install-terraform.sh")
                        && job.split("terraform (fmt|-chdir)")[0].contains("install-terraform.sh"));
    }

    /** Azure Pipelines writes the names of variables in capitals, and Terraform reads them as they are declared. */
    @Test
    void shouldTellTerraformItsVariablesAsItSpellsThem() throws Exception {
        ProcessBuilder shell = new ProcessBuilder(
                "bash",
                "-c",
                "set -euo pipefail; . ./azure-pipelines-env.sh; echo \"$TF_VAR_workspace $ARM_CLIENT_ID"
                        + " $ARM_ADO_PIPELINE_SERVICE_CONNECTION_ID $ARM_SUBSCRIPTION_ID\"");
        shell.directory(HOME.toFile()).redirectErrorStream(true);
        shell.environment().put("TF_VAR_WORKSPACE", "{\"name\":\"a b\"}");
        shell.environment().put("TF_VAR_SUBSCRIPTION_ID", "subscription");
        shell.environment().put("AZURESUBSCRIPTION_CLIENT_ID", "client");
        shell.environment().put("AZURESUBSCRIPTION_TENANT_ID", "tenant");
        shell.environment().put("AZURESUBSCRIPTION_SERVICE_CONNECTION_ID", "connection");
        Process process = shell.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said.strip()).isEqualTo("{\"name\":\"a b\"} client connection subscription");
        assertThat(Files.readString(HOME.resolve("azure-pipelines.yml")).split("azure-pipelines-env.sh", -1))
                .as("both tasks that call Terraform read it")
                .hasSize(3);
    }

    /** A sign-in by federation is good for some five minutes: after that az gets no token that it has not yet. */
    @Test
    void shouldSignInAnewBeforeEachStepThatCallsAzure() throws IOException {
        String workflow = Files.readString(HOME.resolve("deliver-azure.yml")).replaceAll("(?m)^ *#.*\n", "");
        List<String> steps =
                List.of(workflow.substring(workflow.indexOf("\n  deploy:")).split("\n      - "));

        for (int i = 1; i < steps.size(); i++) {
            if (steps.get(i).matches("(?s).*(\\baz |register-pipeline|deploy-azure).*")) {
                assertThat(steps.get(i - 1)).as("before: " + steps.get(i)).contains("azure/login@");
            }
        }
        assertThat(Files.readString(HOME.resolve("azure-pipelines.yml"))).contains("keepAzSessionActive: true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sync-models.sh",
                "pack-azure.sh",
                "deploy-azure.sh",
                "connect-alerts.sh",
                "register-pipeline.sh",
                "install-terraform.sh"
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

    /** A deployment to no app at all is no success. */
    @Test
    void shouldFailWhenTheAppsCannotBeAskedFor(@TempDir Path bin) throws Exception {
        Path terraform = Files.writeString(bin.resolve("terraform"), "#!/bin/sh\n[ \"$2\" = -raw ] && echo group\n");
        assertThat(terraform.toFile().setExecutable(true)).isTrue();
        ProcessBuilder deploy =
                new ProcessBuilder("bash", "deploy-azure.sh", "functions.zip").redirectErrorStream(true);
        deploy.directory(HOME.toFile());
        deploy.environment().merge("PATH", bin.toString(), (path, first) -> first + ":" + path);
        Process process = deploy.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isNotZero();
    }
}
