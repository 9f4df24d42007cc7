package dev.loopkeeper.local.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.config.LoopConfigReader;
import dev.loopkeeper.connectors.OutboundRule;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.local.SecretVariables;
import dev.loopkeeper.notify.Notification;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalNotifierTest {
    private static final Notification NEWS = new Notification(
            "n1",
            "sales",
            "promoted",
            "info",
            "Version v2\n!! forged line",
            Instant.parse("2026-01-01T00:00:00Z"),
            Map.of());

    @TempDir
    Path home;

    @Test
    void shouldSignWithTheSecretThatTheConfigurationNames() throws IOException {
        Files.createDirectories(home.resolve("secrets"));
        Files.writeString(home.resolve("secrets/hook"), WebhookReceiver.SECRET + "\n");
        try (WebhookReceiver team = new WebhookReceiver()) {
            notifier(Set.of("127.0.0.1")).send(webhook(team.url()), NEWS);
            assertThat(team.faults()).isEmpty();
            assertThat(team.received()).containsOnlyKeys("n1");
        }
    }

    @Test
    void shouldTryAgainWhileTheSecretIsNotSet() throws IOException {
        try (WebhookReceiver team = new WebhookReceiver()) {
            assertThatThrownBy(() -> notifier(Set.of("127.0.0.1")).send(webhook(team.url()), NEWS))
                    .isInstanceOfSatisfying(
                            LoopException.class, e -> assertThat(e.kind()).isEqualTo(LoopException.Kind.TRANSIENT))
                    .hasMessageContaining("secret 'hook' is not set")
                    .hasMessageContaining("LOOPKEEPER_SECRET_HOOK");
            assertThat(team.received()).isEmpty();
        }
    }

    @Test
    void shouldKeepOneLineOnTheConsole() {
        assertThat(LocalNotifier.line(NEWS)).doesNotContain("\n").contains("Version v2");
    }

    @Test
    void shouldMakeATokenThatOnlyItsOwnerCanRead() throws IOException {
        String token = HomeSecrets.token(home);
        assertThat(token).hasSize(48).isEqualTo(HomeSecrets.token(home));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("token"))))
                .isEqualTo("rw-------");
        Files.writeString(home.resolve("token"), "short");
        assertThatThrownBy(() -> HomeSecrets.token(home)).hasMessageContaining("at least 16 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../token", "", "a/b", "..", ".hidden", "a b", "x\n"})
    void shouldRefuseSecretNamesThatAreNoNames(String name) {
        assertThatThrownBy(() -> new HomeSecrets(home).named(name)).hasMessageContaining("name");
    }

    private LocalNotifier notifier(Set<String> allowed) {
        return new LocalNotifier(
                new HomeSecrets(home),
                new OutboundRule(allowed, "--allow-host"),
                new PrintStream(new ByteArrayOutputStream()));
    }

    private static LoopConfig.Channel webhook(String url) {
        String yaml = "model: sales\ndata: {label: y}\nnotify: [{webhook: \"" + url + "\", secret: \"secret:hook\"}]\n";
        return LoopConfigReader.read(yaml.getBytes(StandardCharsets.UTF_8), "loop.yaml")
                .orPoison()
                .channels()
                .get(0);
    }

    @Test
    void shouldKeepSecretsOfTheEnvironmentFromOtherProcesses() {
        ProcessBuilder process = new ProcessBuilder("java");
        process.environment().put("LOOPKEEPER_SECRET_TEAMS_WEBHOOK", "https://example.org/x");
        process.environment().put("LOOPKEEPER_OTHER", "stays");
        assertThat(SecretVariables.withheld(process).environment())
                .doesNotContainKey("LOOPKEEPER_SECRET_TEAMS_WEBHOOK")
                .containsKey("LOOPKEEPER_OTHER");
    }
}
