package dev.loopkeeper.local.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.config.LoopConfigReader;
import dev.loopkeeper.edge.LoopException;
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

    /** The example of the Standard Webhooks specification's own libraries. */
    @Test
    void shouldSignAsStandardWebhooksDoes() {
        String signature = WebhookSignature.sign(
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                "1614265330",
                "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8));
        assertThat(signature).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com/x",
                "https://169.254.169.254/latest",
                "https://2852039166/",
                "https://0xa9fea9fe/",
                "https://0251.0376.0251.0376/",
                "https://0xa9.0xfe.0xa9.0xfe/",
                "https://169.254.43518/",
                "https://[::ffff:169.254.169.254]/",
                "https://[::1]/",
                "https://127.0.0.1/",
                "https://127.1/",
                "https://0.0.0.0/",
                "https://[::]/",
                "https://10.0.0.1/",
                "https://192.168.1.1/",
                "https://172.16.0.1/",
                "https://100.64.0.1/",
                "https://168.63.129.16/",
                "https://[fd00:ec2::254]/",
                "https://[fe80::1]/",
                "https://[64:ff9b::a9fe:a9fe]/",
                "https://[2002:a9fe:a9fe::]/",
                "https://224.0.0.1/",
                "https://255.255.255.255/",
                "https://good.example@169.254.169.254/",
                "https://user:pw@example.com/",
                "https://localhost/",
                "https://example.com:8443/",
                "file:///etc/passwd",
                "jar:https://x!/y",
                "gopher://x/",
                "https:///nohost",
                "https://exa mple.com",
                "",
                "//example.com/x",
                "https://192.0.0.192/",
                "https://198.18.0.1/"
            })
    void shouldNotReachWhereNobodyShould(String url) {
        assertThatThrownBy(() -> new OutboundRule(Set.of()).check(url))
                .isInstanceOfSatisfying(LoopException.class, e -> assertThat(e.kind())
                        .isIn(LoopException.Kind.POISON, LoopException.Kind.TRANSIENT));
    }

    @Test
    void shouldReachPublicAddressesAndAllowedHostsOnly() {
        assertThat(new OutboundRule(Set.of())
                        .check("https://93.184.216.34/hook")
                        .getHost())
                .isEqualTo("93.184.216.34");
        assertThat(new OutboundRule(Set.of("127.0.0.1"))
                        .check("http://127.0.0.1:9/x")
                        .getPort())
                .isEqualTo(9);
        assertThatThrownBy(() -> new OutboundRule(Set.of("127.0.0.1")).check("file://127.0.0.1/etc/passwd"))
                .isInstanceOf(LoopException.class);
    }

    @Test
    void shouldMakeATokenThatOnlyItsOwnerCanRead() throws IOException {
        String token = Secrets.token(home);
        assertThat(token).hasSize(48).isEqualTo(Secrets.token(home));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("token"))))
                .isEqualTo("rw-------");
        Files.writeString(home.resolve("token"), "short");
        assertThatThrownBy(() -> Secrets.token(home)).hasMessageContaining("at least 16 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../token", "", "a/b", "..", ".hidden", "a b", "x\n"})
    void shouldRefuseSecretNamesThatAreNoNames(String name) {
        assertThatThrownBy(() -> new Secrets(home).named(name)).hasMessageContaining("name");
    }

    private LocalNotifier notifier(Set<String> allowed) {
        return new LocalNotifier(
                new Secrets(home), new OutboundRule(allowed), new PrintStream(new ByteArrayOutputStream()));
    }

    private static LoopConfig.Channel webhook(String url) {
        String yaml = "model: sales\ndata: {label: y}\nnotify: [{webhook: \"" + url + "\", secret: \"secret:hook\"}]\n";
        return LoopConfigReader.read(yaml.getBytes(StandardCharsets.UTF_8), "loop.yaml")
                .orPoison()
                .channels()
                .get(0);
    }
}
