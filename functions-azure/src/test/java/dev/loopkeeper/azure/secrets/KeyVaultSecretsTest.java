package dev.loopkeeper.azure.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.loopkeeper.azure.rest.AzureRest;
import dev.loopkeeper.connectors.MountedSecrets;
import dev.loopkeeper.connectors.Secrets;
import dev.loopkeeper.edge.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeyVaultSecretsTest {
    private static final String HOOK = "https://acme.example/hook/s3cr3t-part";

    private final Map<String, String> vault = new TreeMap<>(Map.of("teams-webhook", HOOK));
    private final List<String> asked = new ArrayList<>();
    private Instant now = Instant.parse("2026-03-01T10:00:00Z");
    private int refusing;
    private HttpServer server;
    private Secrets secrets;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/secrets/", this::answer);
        server.start();
        String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        secrets = new KeyVaultSecrets(AzureRest.withToken(() -> Optional.of("vault-token")), address, () -> now);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestURI().toString());
        boolean proven =
                "Bearer vault-token".equals(exchange.getRequestHeaders().getFirst("Authorization"));
        String value = vault.get(exchange.getRequestURI().getPath().substring("/secrets/".length()));
        int status = !proven ? 401 : refusing != 0 ? refusing : value == null ? 404 : 200;
        byte[] body = Json.write(
                status == 200
                        ? Map.of("value", value, "id", "https://acme.vault.azure.net/secrets/x/1")
                        : Map.of("error", Map.of("code", "Forbidden", "message", "Caller is not authorized")));
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Test
    void shouldFindASecretByItsNameAndAskOnceInAWhile() {
        assertThat(secrets.named("secret:teams-webhook")).isEqualTo(HOOK);
        assertThat(secrets.named("teams_webhook")).isEqualTo(HOOK);
        assertThat(secrets.named("teams-webhook")).isEqualTo(HOOK);
        assertThat(asked)
                .containsExactly(
                        "/secrets/teams-webhook?api-version=2025-07-01",
                        "/secrets/teams-webhook?api-version=2025-07-01");
    }

    @Test
    void shouldKnowAReplacedSecretAfterFiveMinutes() {
        secrets.named("teams-webhook");
        vault.put("teams-webhook", "https://acme.example/hook/next");
        now = now.plusSeconds(299);
        assertThat(secrets.named("teams-webhook")).isEqualTo(HOOK);
        now = now.plusSeconds(1);
        assertThat(secrets.named("teams-webhook")).isEqualTo("https://acme.example/hook/next");
    }

    @Test
    void shouldSayWhereASecretThatIsNotThereBelongs() {
        assertThatThrownBy(() -> secrets.named("secret:slack.webhook"))
                .hasMessageContaining("secret 'slack.webhook' is not set")
                .hasMessageContaining("as 'slack-webhook'");
        vault.put("slack-webhook", "there now");
        assertThat(secrets.named("secret:slack.webhook")).isEqualTo("there now");
    }

    @Test
    void shouldSayWhatToDoWhenItMayNotReadAndNeverShowASecret() {
        refusing = 403;
        assertThatThrownBy(() -> secrets.named("teams-webhook"))
                .hasMessageContaining("Caller is not authorized")
                .hasMessageContaining("infra/azure")
                .hasMessageNotContaining("s3cr3t");
        assertThat(secrets.toString() + new MountedSecrets(Map.of("LOOPKEEPER_SECRET_A", HOOK), "Key Vault"))
                .doesNotContain("s3cr3t");
    }

    @Test
    void shouldNotTakeAReferenceThatAzureLeftUnresolvedForTheSecret() {
        Secrets mounted = new MountedSecrets(
                Map.of(
                        "LOOPKEEPER_SECRET_TEAMS_WEBHOOK",
                        "@Microsoft.KeyVault(SecretUri=https://acme.vault.azure.net/secrets/teams-webhook)",
                        "LOOPKEEPER_SECRET_SLACK_WEBHOOK",
                        HOOK),
                "Key Vault");
        assertThat(mounted.named("slack-webhook")).isEqualTo(HOOK);
        assertThatThrownBy(() -> mounted.named("teams-webhook"))
                .hasMessageContaining("put it into Key Vault and mount it as LOOPKEEPER_SECRET_TEAMS_WEBHOOK");
    }
}
