package dev.loopkeeper.gcp.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopkeeper.host.Caller;
import dev.loopkeeper.host.HttpCall;
import dev.loopkeeper.testkit.TokenSigner;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoogleCallersTest {
    private static final String AUDIENCE = "https://roll-back.example.run.app";
    private static final String ADA = "ada@example.org";

    private final TokenSigner google = new TokenSigner();
    private Instant now = Instant.parse("2026-06-01T12:00:00Z");
    private final Map<String, Object> claims = GoogleClaims.good(AUDIENCE, "Ada@Example.org", now);

    @AfterEach
    void stop() {
        google.close();
    }

    private GoogleCallers callers(boolean checkedBefore) {
        IdTokens tokens =
                new IdTokens(IdTokens.keys(google.address(), () -> now), Set.of(AUDIENCE), checkedBefore, () -> now);
        return new GoogleCallers(tokens, Set.of(ADA));
    }

    private Caller caller(String... authorization) {
        return callers(false).of(call(authorization));
    }

    private static HttpCall call(String... authorization) {
        return new HttpCall("POST", "/", "", Map.of("Authorization", List.of(authorization)), new byte[0]);
    }

    private static int status(Caller caller) {
        return caller instanceof Caller.Refused refused ? refused.answer().status() : 200;
    }

    @Test
    void shouldNameTheVerifiedEmail() {
        assertThat(caller("Bearer " + google.token(claims))).isEqualTo(new Caller.Verified(ADA));
        assertThat(caller("bearer " + google.token(claims))).isEqualTo(new Caller.Verified(ADA));
    }

    @Test
    void shouldForbidAnEmailThatIsNotListed() {
        claims.put("email", "eve@example.org");
        assertThat(status(caller("Bearer " + google.token(claims)))).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Bearer", "Bearer a.b", "Bearer a.b.c", "Basic YTpi", "Bearer a.b.c.d", "Bearer ..", "x"})
    void shouldTurnAwayWhatIsNoToken(String header) {
        assertThat(status(caller(header))).isEqualTo(401);
        assertThat(google.fetches).hasValue(0);
    }

    @Test
    void shouldTurnAwayTwoTokens() {
        String good = "Bearer " + google.token(claims);
        assertThat(status(caller(good, good))).isEqualTo(401);
    }

    @Test
    void shouldTurnAwayEverySpoiledClaim() {
        Map<String, Object> spoiled = new LinkedHashMap<>();
        spoiled.put("iss", "https://accounts.google.com.evil.example");
        spoiled.put("aud", AUDIENCE + "/");
        spoiled.put("exp", now.getEpochSecond() - 61);
        spoiled.put("iat", now.getEpochSecond() + 61);
        spoiled.put("email_verified", "true");
        spoiled.put("email", ADA + "\nBcc: x");
        spoiled.forEach((claim, value) -> {
            Map<String, Object> bad = new LinkedHashMap<>(claims);
            bad.put(claim, value);
            assertThat(status(caller("Bearer " + google.token(bad)))).as(claim).isEqualTo(401);
            bad.remove(claim);
            assertThat(status(caller("Bearer " + google.token(bad))))
                    .as("no " + claim)
                    .isEqualTo(401);
        });
        assertThat(google.fetches).as("none of them made us fetch keys").hasValue(0);
    }

    @Test
    void shouldBearAMinuteOfClockSkew() {
        claims.put("exp", now.getEpochSecond() - 59);
        claims.put("iat", now.getEpochSecond() + 59);
        assertThat(status(caller("Bearer " + google.token(claims)))).isEqualTo(200);
    }

    @Test
    void shouldTurnAwayOtherAlgorithmsAndKeys() throws Exception {
        Map<String, Object> none = Map.of("alg", "none", "kid", TokenSigner.KEY);
        assertThat(status(caller("Bearer " + TokenSigner.unsigned(none, claims) + ".")))
                .isEqualTo(401);
        assertThat(status(caller("Bearer " + google.token(none, claims)))).isEqualTo(401);
        assertThat(status(caller("Bearer " + hs256()))).isEqualTo(401);
        assertThat(status(caller("Bearer " + google.token(Map.of("alg", "RS256", "kid", "other"), claims))))
                .isEqualTo(401);
        assertThat(status(caller("Bearer " + google.token(Map.of("alg", "RS256"), claims))))
                .isEqualTo(401);
        Map<String, Object> critical = Map.of("alg", "RS256", "kid", TokenSigner.KEY, "crit", List.of("b64"));
        assertThat(status(caller("Bearer " + google.token(critical, claims)))).isEqualTo(401);
        try (TokenSigner other = new TokenSigner()) {
            assertThat(status(caller("Bearer " + other.token(claims)))).isEqualTo(401);
        }
    }

    /** The public key taken for a shared secret. */
    private String hs256() throws Exception {
        String text = TokenSigner.unsigned(Map.of("alg", "HS256", "kid", TokenSigner.KEY), claims);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(google.publicKey().getEncoded(), "HmacSHA256"));
        return text + "." + TokenSigner.base64(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void shouldTurnAwayAChangedPayload() {
        String good = google.token(claims);
        claims.put("email", "eve@example.org");
        String[] parts = good.split("\\.");
        String forged = parts[0] + "." + google.token(claims).split("\\.")[1] + "." + parts[2];
        assertThat(status(caller("Bearer " + forged))).isEqualTo(401);
    }

    @Test
    void shouldTakeATokenWithoutSignatureOnlyWhereCloudRunChecksCallers() {
        String stripped =
                TokenSigner.unsigned(Map.of("alg", "RS256", "kid", TokenSigner.KEY), claims) + "." + IdTokens.REMOVED;
        assertThat(status(callers(false).of(call("Bearer " + stripped)))).isEqualTo(401);
        assertThat(status(callers(true).of(call("Bearer " + stripped)))).isEqualTo(200);
        claims.put("aud", "other");
        String foreign = TokenSigner.unsigned(Map.of("alg", "RS256"), claims) + "." + IdTokens.REMOVED;
        assertThat(status(callers(true).of(call("Bearer " + foreign)))).isEqualTo(401);
    }

    /** Cloud Run checks the token in X-Serverless-Authorization alone and hands the other on as the caller wrote it. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void shouldNotBelieveARemovedSignatureBesideWhatCloudRunChecksFirst(int tokens) {
        String forged = "Bearer " + TokenSigner.unsigned(Map.of("alg", "RS256"), claims) + "." + IdTokens.REMOVED;
        String eve = "Bearer " + google.token(GoogleClaims.good(AUDIENCE, "eve@example.org", now));
        List<String> checked = Collections.nCopies(tokens, eve);
        for (String name : List.of("X-Serverless-Authorization", "x-serverless-authorization")) {
            assertThat(status(callers(true).of(call(name, checked, forged)))).isEqualTo(401);
        }
        assertThat(status(callers(true).of(call("X-Serverless-Authorization", List.of(""), forged))))
                .isEqualTo(401);
        assertThat(status(callers(true).of(call("X-Serverless-Authorization", List.of(forged), forged))))
                .isEqualTo(401);
    }

    @Test
    void shouldTakeASignedTokenBesideWhatCloudRunChecksFirst() {
        String good = "Bearer " + google.token(claims);
        String stripped = "Bearer x.y." + IdTokens.REMOVED;
        HttpCall call = call("X-Serverless-Authorization", List.of(stripped), good);
        assertThat(callers(true).of(call)).isEqualTo(new Caller.Verified(ADA));
        assertThat(callers(false).of(call)).isEqualTo(new Caller.Verified(ADA));
    }

    /** One may be the token that Cloud Run has checked, the other forged. */
    @Test
    void shouldTurnAwayARemovedSignatureThatIsSentTwiceOrUnderTwoSpellings() {
        String forged = "Bearer " + TokenSigner.unsigned(Map.of("alg", "RS256"), claims) + "." + IdTokens.REMOVED;
        assertThat(status(callers(true).of(call(forged, forged)))).isEqualTo(401);
        assertThat(status(callers(true).of(call(forged + ", " + forged)))).isEqualTo(401);
        assertThat(status(callers(true).of(call("authorization", List.of(forged), forged))))
                .isEqualTo(401);
    }

    private static HttpCall call(String header, List<String> values, String authorization) {
        Map<String, List<String>> headers = Map.of("Authorization", List.of(authorization), header, values);
        return new HttpCall("POST", "/", "", headers, new byte[0]);
    }

    @Test
    void shouldNotAskForKeysAtEveryRequestWhileTheyCannotBeHad() {
        GoogleCallers callers = callers(false);
        HttpCall good = call("Bearer " + google.token(claims));
        HttpCall unknown = call("Bearer " + google.token(Map.of("alg", "RS256", "kid", "new"), claims));
        google.refusing.set(true);
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> callers.of(good)).hasMessageContaining("Google's signing keys");
        }
        assertThat(google.fetches).hasValue(1);
        google.refusing.set(false);
        now = now.plusSeconds(10);
        assertThat(status(callers.of(good))).isEqualTo(200);
        google.refusing.set(true);
        now = now.plusSeconds(60);
        assertThatThrownBy(() -> callers.of(unknown)).hasMessageContaining("Google's signing keys");
        assertThat(status(callers.of(unknown))).isEqualTo(401);
        assertThat(status(callers.of(good))).isEqualTo(200);
        assertThat(google.fetches).hasValue(3);
    }

    @Test
    void shouldFetchKeysOnceAndLookForUnknownOnesOnceAMinute() {
        GoogleCallers callers = callers(false);
        HttpCall good = call("Bearer " + google.token(claims));
        HttpCall unknown = call("Bearer " + google.token(Map.of("alg", "RS256", "kid", "new"), claims));
        for (int i = 0; i < 5; i++) {
            assertThat(status(callers.of(good))).isEqualTo(200);
            assertThat(status(callers.of(unknown))).isEqualTo(401);
        }
        assertThat(google.fetches).hasValue(1);
        now = now.plusSeconds(61);
        assertThat(status(callers.of(unknown))).isEqualTo(401);
        assertThat(status(callers.of(good))).isEqualTo(200);
        assertThat(google.fetches).hasValue(2);
    }
}
