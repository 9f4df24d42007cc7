package dev.loopkeeper.gcp.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.testkit.RawServer;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class MetadataTokensTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T12:00:00Z"));

    @Test
    void shouldKeepATokenUntilFiveMinutesBeforeItsEnd() throws IOException {
        try (RawServer server = new RawServer(token("one", 3_600), token("two", 3_600))) {
            MetadataTokens tokens = new MetadataTokens(server.host(), now::get);
            assertThat(tokens.bearer()).contains("one");
            now.set(now.get().plusSeconds(3_299));
            assertThat(tokens.bearer()).contains("one");
            now.set(now.get().plusSeconds(1));
            assertThat(tokens.bearer()).contains("two");
            assertThat(server.requests()).hasSize(2).allSatisfy(request -> assertThat(request)
                    .startsWith("GET /computeMetadata/v1/instance/service-accounts/default/token HTTP/1.1\r\n")
                    .contains("Metadata-Flavor: Google\r\n"));
        }
    }

    /** It is good for some minutes more, and a rollback must not wait for the metadata server. */
    @Test
    void shouldUseATokenThatAgesWhileThereIsNoNewOne() throws IOException {
        try (RawServer server =
                new RawServer(token("old", 3_600), RawServer.json(503, "{}"), "", "", token("new", 9))) {
            MetadataTokens tokens = new MetadataTokens(server.host(), now::get);
            tokens.bearer();
            now.set(now.get().plusSeconds(3_300));
            assertThat(tokens.bearer()).contains("old");
            now.set(now.get().plusSeconds(240));
            assertTransient(tokens, "the metadata server did not answer");
            assertThat(tokens.bearer()).contains("new");
        }
    }

    @Test
    void shouldSayThatAFunctionNeedsAServiceAccount() throws IOException {
        try (RawServer server = new RawServer(RawServer.json(404, "{}"), RawServer.json(200, "{}"))) {
            MetadataTokens tokens = new MetadataTokens(server.host(), now::get);
            for (int i = 0; i < 2; i++) {
                assertTransient(tokens, "the function needs a service account");
            }
        }
    }

    @Test
    void shouldCallASilentMetadataServerTransientAndAskItAgain() throws IOException {
        try (RawServer server = new RawServer("", "", token("late", 60))) {
            MetadataTokens tokens = new MetadataTokens(server.host(), now::get);
            assertTransient(tokens, "the metadata server did not answer");
            assertThat(tokens.bearer()).contains("late");
        }
    }

    private static void assertTransient(MetadataTokens tokens, String message) {
        assertThatThrownBy(tokens::bearer)
                .isInstanceOfSatisfying(
                        LoopException.class, e -> assertThat(e.kind()).isEqualTo(LoopException.Kind.TRANSIENT))
                .hasMessageContaining(message);
    }

    private static String token(String token, int seconds) {
        return RawServer.json(
                200, "{\"access_token\":\"" + token + "\",\"expires_in\":" + seconds + ",\"token_type\":\"Bearer\"}");
    }
}
