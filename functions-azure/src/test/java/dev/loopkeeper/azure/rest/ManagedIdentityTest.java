package dev.loopkeeper.azure.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopkeeper.connectors.rest.RestClient;
import dev.loopkeeper.connectors.rest.UrlTransport;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.testkit.RawServer;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManagedIdentityTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);

    @Test
    void shouldKeepOneTokenAServiceUntilFiveMinutesBeforeItsEnd() throws IOException {
        try (RawServer server = new RawServer(token("blobs", 3_600), token("arm", 7_200), token("blobs-2", 7_200))) {
            ManagedIdentity identity = ManagedIdentity.of(
                    Map.of("IDENTITY_ENDPOINT", endpoint(server), "IDENTITY_HEADER", "secret-header"), now::get);
            assertThat(identity.tokensFor(ManagedIdentity.STORAGE).bearer()).contains("blobs");
            assertThat(identity.tokensFor(ManagedIdentity.MANAGEMENT).bearer()).contains("arm");
            now.set(NOON.plusSeconds(3_299));
            assertThat(identity.tokensFor(ManagedIdentity.STORAGE).bearer()).contains("blobs");
            now.set(NOON.plusSeconds(3_300));
            assertThat(identity.tokensFor(ManagedIdentity.STORAGE).bearer()).contains("blobs-2");
            assertThat(identity.tokensFor(ManagedIdentity.MANAGEMENT).bearer()).contains("arm");
            String asked = "GET /msi/token?api-version=2019-08-01&resource=https%3A%2F%2F";
            assertThat(server.requests())
                    .allMatch(request -> request.contains("X-IDENTITY-HEADER: secret-header\r\n"))
                    .extracting(request -> request.substring(0, request.indexOf(" HTTP")))
                    .containsExactly(
                            asked + "storage.azure.com%2F",
                            asked + "management.azure.com%2F",
                            asked + "storage.azure.com%2F");
        }
    }

    /** It is good for some minutes more, and a rollback must not wait for the platform. */
    @Test
    void shouldUseATokenThatAgesWhileThereIsNoNewOne() throws IOException {
        String away = RawServer.json(400, "{\"message\":\"away\"}");
        try (RawServer server = new RawServer(token("old", 3_600), away, away, token("new", 7_200))) {
            ManagedIdentity identity = eager(server);
            identity.tokensFor(ManagedIdentity.STORAGE).bearer();
            now.set(NOON.plusSeconds(3_300));
            assertThat(identity.tokensFor(ManagedIdentity.STORAGE).bearer()).contains("old");
            now.set(NOON.plusSeconds(3_540));
            assertTransient(identity, "the managed identity answered 400 away");
            assertThat(identity.tokensFor(ManagedIdentity.STORAGE).bearer()).contains("new");
        }
    }

    @Test
    void shouldAskForTheIdentityThatIsNamed() throws IOException {
        try (RawServer server = new RawServer(token("ml", 3_600))) {
            Map<String, String> settings =
                    Map.of("IDENTITY_ENDPOINT", endpoint(server), "IDENTITY_HEADER", "h", "AZURE_CLIENT_ID", "0f-1 2");
            ManagedIdentity.of(settings, now::get)
                    .tokensFor(ManagedIdentity.MACHINE_LEARNING)
                    .bearer();
            assertThat(server.requests().get(0)).contains("&client_id=0f-1+2 HTTP");
        }
    }

    @Test
    void shouldAskAgainWhenTheEndpointIsSilentOrBusy() throws IOException {
        try (RawServer server = new RawServer("", RawServer.json(503, "{}"), token("late", 3_600))) {
            assertThat(eager(server).tokensFor(ManagedIdentity.STORAGE).bearer())
                    .contains("late");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"access_token\":\"\",\"expires_on\":\"1\"}",
                "{\"access_token\":\"a\"}",
                "{\"access_token\":\"a\",\"expires_on\":\"06/20/2026 02:57:58 +00:00\"}"
            })
    void shouldCallAnAnswerWithoutATokenTransient(String body) throws IOException {
        try (RawServer server = new RawServer(RawServer.json(200, body))) {
            assertTransient(eager(server), "without access_token or without expires_on");
        }
    }

    @Test
    void shouldSayWhyThereIsNoToken() throws IOException {
        String body = "{\"statusCode\":400,\"message\":\"No User Assigned Managed Identity found\"}";
        try (RawServer server = new RawServer(RawServer.json(400, body))) {
            assertTransient(eager(server), "the managed identity answered 400 No User Assigned Managed Identity found");
        }
    }

    @Test
    void shouldSayThatTheAppHasNoIdentity() {
        assertThatThrownBy(() -> ManagedIdentity.of(Map.of("IDENTITY_ENDPOINT", "http://127.0.0.1:1"), now::get))
                .hasMessageContaining("switch a managed identity on");
    }

    private ManagedIdentity eager(RawServer server) {
        RestClient rest = new RestClient(new UrlTransport(), call -> call, "", pause -> {});
        return new ManagedIdentity(rest, endpoint(server), "h", Optional.empty(), now::get);
    }

    private static void assertTransient(ManagedIdentity identity, String message) {
        assertThatThrownBy(() -> identity.tokensFor(ManagedIdentity.STORAGE).bearer())
                .isInstanceOfSatisfying(
                        LoopException.class, e -> assertThat(e.kind()).isEqualTo(LoopException.Kind.TRANSIENT))
                .hasMessageContaining(message);
    }

    private static String endpoint(RawServer server) {
        return "http://" + server.host() + "/msi/token";
    }

    private static String token(String token, int seconds) {
        return RawServer.json(
                200,
                "{\"access_token\":\"" + token + "\",\"expires_on\":\""
                        + NOON.plusSeconds(seconds).getEpochSecond()
                        + "\",\"resource\":\"r\",\"token_type\":\"Bearer\"}");
    }
}
