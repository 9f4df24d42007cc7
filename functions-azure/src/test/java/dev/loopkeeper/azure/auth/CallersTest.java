package dev.loopkeeper.azure.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.host.Caller;
import dev.loopkeeper.host.HttpCall;
import dev.loopkeeper.testkit.TokenSigner;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallersTest {
    private static final String TENANT = "11111111-2222-3333-4444-555555555555";
    private static final String OTHER = "99999999-2222-3333-4444-555555555555";
    private static final String ADA = "aaaaaaaa-0000-1111-2222-333333333333";
    private static final String CLI = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";
    private static final String AUDIENCE = "api://loopkeeper";
    private static final String CLIENT_ID = "22222222-2222-3333-4444-555555555555";
    private static final String ROLE = "Loopkeeper.Operator";

    private final TokenSigner entra =
            new TokenSigner(Map.of("issuer", "https://login.microsoftonline.com/{tenantid}/v2.0", "x5t", "any"));
    private Instant now = Instant.parse("2026-06-01T12:00:00Z");
    private final Map<String, Object> claims = second();

    @AfterEach
    void stop() {
        entra.close();
    }

    private Map<String, Object> second() {
        Map<String, Object> good = new LinkedHashMap<>();
        good.put("ver", "2.0");
        good.put("iss", "https://login.microsoftonline.com/" + TENANT + "/v2.0");
        good.put("aud", CLIENT_ID);
        good.put("tid", TENANT);
        good.put("oid", ADA);
        good.put("azp", CLI);
        good.put("scp", "user_impersonation");
        good.put("preferred_username", "Ada@Example.org");
        good.put("roles", List.of("Reader", ROLE));
        good.put("iat", now.getEpochSecond() - 10);
        good.put("nbf", now.getEpochSecond() - 10);
        good.put("exp", now.getEpochSecond() + 3_600);
        return good;
    }

    private Callers callers(Allowed allowed) {
        EntraTokens.Settings settings = new EntraTokens.Settings(TENANT, Set.of(AUDIENCE, CLIENT_ID), entra.address());
        return new Callers(new EntraTokens(settings, () -> now), allowed);
    }

    private Callers callers() {
        return callers(new Allowed(ROLE, Set.of()));
    }

    private static HttpCall call(String query, Map<String, List<String>> headers) {
        return new HttpCall("POST", "/", query, headers, new byte[0]);
    }

    private static HttpCall bearing(String token) {
        return call("", Map.of("Authorization", List.of("Bearer " + token)));
    }

    private int status(Map<String, Object> given) {
        return status(callers().of(bearing(entra.token(given))));
    }

    private static int status(Caller caller) {
        return caller instanceof Caller.Refused refused ? refused.answer().status() : 200;
    }

    private Map<String, Object> with(String claim, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(claims);
        changed.put(claim, value);
        return changed;
    }

    @Test
    void shouldNameAPersonByTheirUserName() {
        assertThat(callers().of(bearing(entra.token(claims)))).isEqualTo(new Caller.Verified("ada@example.org"));
    }

    @Test
    void shouldNameAnApplicationOfAVersionOneTokenByItsId() {
        Map<String, Object> first = new LinkedHashMap<>(claims);
        first.keySet().removeAll(Set.of("azp", "scp", "preferred_username"));
        first.put("ver", "1.0");
        first.put("iss", "https://sts.windows.net/" + TENANT + "/");
        first.put("aud", AUDIENCE);
        first.put("appid", CLI.toUpperCase(Locale.ROOT));
        assertThat(callers().of(bearing(entra.token(first)))).isEqualTo(new Caller.Verified("application " + CLI));
    }

    @Test
    void shouldTurnAwayAnybodyWithoutAToken() {
        assertThat(status(callers().of(call("", Map.of())))).isEqualTo(401);
        assertThat(status(callers().of(call("code=function-key", Map.of("x-functions-key", List.of("function-key"))))))
                .as("a key is no identity")
                .isEqualTo(401);
        assertThat(status(callers().of(call("access_token=" + entra.token(claims), Map.of()))))
                .as("a token in the address")
                .isEqualTo(401);
        assertThat(status(callers().of(call("", Map.of("X-MS-CLIENT-PRINCIPAL", List.of("eyJ9"))))))
                .as("what anybody can write")
                .isEqualTo(401);
        String good = "Bearer " + entra.token(claims);
        assertThat(status(callers().of(call("", Map.of("Authorization", List.of(good, good))))))
                .isEqualTo(401);
        assertThat(entra.fetches).hasValue(0);
    }

    @Test
    void shouldTurnAwayEverySpoiledClaimBeforeAnyKeyIsFetched() {
        Map<String, Object> spoiled = new LinkedHashMap<>();
        spoiled.put("iss", "https://sts.windows.net/" + OTHER + "/");
        spoiled.put("aud", "https://management.azure.com/");
        spoiled.put("tid", OTHER);
        spoiled.put("exp", now.getEpochSecond() - 61);
        spoiled.put("iat", now.getEpochSecond() + 61);
        spoiled.put("oid", "ada");
        spoiled.put("azp", "");
        spoiled.forEach((claim, value) -> {
            assertThat(status(with(claim, value))).as(claim).isEqualTo(401);
            Map<String, Object> without = new LinkedHashMap<>(claims);
            without.remove(claim);
            assertThat(status(without)).as("no " + claim).isEqualTo(401);
        });
        assertThat(status(with("nbf", now.getEpochSecond() + 61))).isEqualTo(401);
        assertThat(status(with("nbf", "soon"))).isEqualTo(401);
        assertThat(entra.fetches).hasValue(0);
    }

    @Test
    void shouldBearAMinuteOfClockSkew() {
        claims.put("exp", now.getEpochSecond() - 59);
        claims.put("nbf", now.getEpochSecond() + 59);
        claims.put("iat", now.getEpochSecond() + 59);
        assertThat(status(claims)).isEqualTo(200);
    }

    @Test
    void shouldTurnAwayOtherAlgorithmsAndKeys() throws Exception {
        Map<String, Object> none = Map.of("alg", "none", "kid", TokenSigner.KEY);
        assertThat(status(callers().of(bearing(TokenSigner.unsigned(none, claims) + "."))))
                .isEqualTo(401);
        String text = TokenSigner.unsigned(Map.of("alg", "HS256", "kid", TokenSigner.KEY), claims);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(entra.publicKey().getEncoded(), "HmacSHA256"));
        String mine = TokenSigner.base64(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
        assertThat(status(callers().of(bearing(text + "." + mine)))).isEqualTo(401);
        try (TokenSigner eve = new TokenSigner()) {
            assertThat(status(callers().of(bearing(eve.token(claims))))).isEqualTo(401);
        }
        String[] good = entra.token(claims).split("\\.");
        String forged = entra.token(with("oid", OTHER)).split("\\.")[1];
        assertThat(status(callers().of(bearing(good[0] + "." + forged + "." + good[2]))))
                .isEqualTo(401);
    }

    @Test
    void shouldNotTakeAKeyOfAnotherTenant() {
        try (TokenSigner eve =
                new TokenSigner(Map.of("issuer", "https://login.microsoftonline.com/" + OTHER + "/v2.0"))) {
            EntraTokens.Settings settings = new EntraTokens.Settings(TENANT, Set.of(CLIENT_ID), eve.address());
            Callers callers = new Callers(new EntraTokens(settings, () -> now), new Allowed(ROLE, Set.of()));
            assertThat(status(callers.of(bearing(eve.token(claims))))).isEqualTo(401);
            assertThat(eve.fetches).hasValue(1);
        }
    }

    @Test
    void shouldForbidWhoeverLacksTheRoleOrIsNotListed() {
        HttpCall reader = bearing(entra.token(with("roles", List.of("Reader"))));
        HttpCall good = bearing(entra.token(claims));
        assertThat(status(callers().of(reader))).isEqualTo(403);
        assertThat(status(callers(new Allowed("", Set.of(ADA))).of(reader))).isEqualTo(200);
        assertThat(status(callers(new Allowed(ROLE, Set.of(ADA))).of(reader))).isEqualTo(403);
        assertThat(status(callers(new Allowed(ROLE, Set.of(ADA))).of(good))).isEqualTo(200);
        assertThat(status(callers(new Allowed(ROLE, Set.of(OTHER))).of(good))).isEqualTo(403);
        assertThat(status(callers(new Allowed("", Set.of())).of(good)))
                .as("nothing is set, so nobody may")
                .isEqualTo(403);
    }

    @Test
    void shouldTakeAlertsOfActionGroupsAndNothingElseOfThem() {
        claims.put("azp", Callers.ACTION_GROUPS);
        claims.put("roles", List.of(Callers.WEBHOOK_ROLE));
        claims.remove("preferred_username");
        HttpCall alert = bearing(entra.token(claims));
        assertThat(callers().ofAlert(alert)).isEqualTo(new Caller.Verified("Azure Monitor"));
        assertThat(status(callers().of(alert))).as("it may not roll back").isEqualTo(403);
        assertThat(status(callers().ofAlert(bearing(entra.token(with("azp", CLI))))))
                .as("the role in other hands")
                .isEqualTo(403);
        assertThat(status(callers().ofAlert(bearing(entra.token(with("roles", List.of()))))))
                .isEqualTo(403);
        assertThat(status(callers().ofAlert(bearing(entra.token(second()))))).isEqualTo(200);
    }

    @Test
    void shouldLookForUnknownKeysOnceAMinuteAndRestWhileTheyCannotBeHad() {
        Callers callers = callers();
        HttpCall good = bearing(entra.token(claims));
        HttpCall unknown = bearing(entra.token(Map.of("alg", "RS256", "kid", "new"), claims));
        entra.refusing.set(true);
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> callers.of(good))
                    .isInstanceOfSatisfying(
                            LoopException.class, e -> assertThat(e.kind()).isEqualTo(LoopException.Kind.TRANSIENT));
        }
        assertThat(entra.fetches).hasValue(1);
        entra.refusing.set(false);
        now = now.plusSeconds(10);
        for (int i = 0; i < 3; i++) {
            assertThat(status(callers.of(good))).isEqualTo(200);
            assertThat(status(callers.of(unknown))).isEqualTo(401);
        }
        assertThat(entra.fetches).hasValue(2);
        now = now.plusSeconds(61);
        assertThat(status(callers.of(unknown))).isEqualTo(401);
        assertThat(entra.fetches).hasValue(3);
    }
}
