package dev.loopkeeper.azure.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.testkit.RawServer;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class NodeIdentityTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);

    @Test
    void shouldAskForTheNamedIdentityAndKeepItsTokenUntilFiveMinutesBeforeItsEnd() throws IOException {
        String first = "{\"access_token\":\"one\",\"expires_on\":\"" + (NOON.getEpochSecond() + 3_600) + "\"}";
        String second = "{\"access_token\":\"two\",\"expires_on\":\"11/22/2026 14:00:00 +00:00\"}";
        try (RawServer server = new RawServer(RawServer.json(200, first), RawServer.json(200, second))) {
            NodeIdentity identity = NodeIdentity.of(
                    Map.of(
                            "MSI_ENDPOINT",
                            "http://" + server.host() + "/msi",
                            "MSI_SECRET",
                            "s3",
                            "DEFAULT_IDENTITY_CLIENT_ID",
                            "id-7"),
                    "https://storage.azure.com/",
                    now::get);

            assertThat(identity.bearer()).contains("one");
            now.set(NOON.plusSeconds(3_299));
            assertThat(identity.bearer()).contains("one");
            now.set(NOON.plusSeconds(3_300));
            assertThat(identity.bearer()).contains("two");

            assertThat(server.requests().get(0))
                    .startsWith(
                            "GET /msi?api-version=2017-09-01&resource=https%3A%2F%2Fstorage.azure.com%2F&clientid=id-7 ")
                    .contains("secret: s3\r\n");
        }
    }

    @Test
    void shouldSayWhatIsMissing() {
        assertThatThrownBy(() -> NodeIdentity.of(Map.of("MSI_ENDPOINT", "http://x/"), "y", now::get))
                .isInstanceOf(LoopException.class)
                .hasMessageContaining("MSI_SECRET");
    }
}
