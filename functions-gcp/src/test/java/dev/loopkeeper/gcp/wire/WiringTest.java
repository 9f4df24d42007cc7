package dev.loopkeeper.gcp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.gcp.auth.GoogleClaims;
import dev.loopkeeper.host.Caller;
import dev.loopkeeper.host.Callers;
import dev.loopkeeper.host.HttpCall;
import dev.loopkeeper.host.Settings;
import dev.loopkeeper.testkit.TokenSigner;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WiringTest {
    private static final String AUDIENCE = "https://roll-back.example.run.app";

    @Test
    void shouldFetchGooglesKeysOnceForAllRequests() {
        Instant now = Instant.parse("2026-06-01T12:00:00Z");
        try (TokenSigner google = new TokenSigner()) {
            Settings settings = new Settings(Map.of(
                    "LOOPKEEPER_AUDIENCE",
                    AUDIENCE,
                    "LOOPKEEPER_CALLERS",
                    "ada@example.org",
                    "LOOPKEEPER_JWKS",
                    google.address()));
            Callers callers = new Wiring().callers(settings, InstantSource.fixed(now));
            String bearer = "Bearer " + google.token(GoogleClaims.good(AUDIENCE, "ada@example.org", now));
            HttpCall call = new HttpCall("POST", "/", "", Map.of("Authorization", List.of(bearer)), new byte[0]);
            for (int i = 0; i < 3; i++) {
                assertThat(callers.of(call)).isEqualTo(new Caller.Verified("ada@example.org"));
            }
            assertThat(google.fetches).hasValue(1);
        }
    }
}
