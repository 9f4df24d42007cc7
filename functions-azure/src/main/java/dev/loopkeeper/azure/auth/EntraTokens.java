package dev.loopkeeper.azure.auth;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.connectors.token.SignedToken;
import dev.loopkeeper.connectors.token.SigningKeys;
import dev.loopkeeper.connectors.token.TokenCheck;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * Checks Microsoft Entra's access tokens, versions 1.0 and 2.0: what {@link TokenCheck} asks of every token, and the
 * one tenant that is ours in its issuer, in its {@code tid} and in the issuer of the key it is signed with.
 */
public final class EntraTokens {
    private static final String LOGIN = "https://login.microsoftonline.com/";

    private final TokenCheck check;
    private final String tenant;

    /**
     * @param tenant its id, in lower case
     * @param audiences the application's client id and its application id URIs
     * @param keys where the tenant's key list is; {@link #keysOf} unless a test serves one
     */
    public record Settings(String tenant, Set<String> audiences, String keys) {}

    /** Who a token is of, or why it is not believed. Exactly one is there. */
    record Read(Optional<Identity> identity, String fault) {
        private static Read fault(String why) {
            return new Read(Optional.empty(), why);
        }
    }

    public EntraTokens(Settings settings, InstantSource clock) {
        this.tenant = settings.tenant();
        SigningKeys keys = new SigningKeys(
                new SigningKeys.Source("Microsoft Entra", settings.keys(), key -> signsFor(key, tenant)), clock);
        Set<String> issuers = Set.of("https://sts.windows.net/" + tenant + "/", LOGIN + tenant + "/v2.0");
        this.check = new TokenCheck(keys, issuers, settings.audiences(), clock);
    }

    /** Where Microsoft publishes the keys that a tenant's tokens are signed with. */
    public static String keysOf(String tenant) {
        return LOGIN + tenant + "/discovery/v2.0/keys";
    }

    /** @throws dev.loopkeeper.edge.LoopException of kind {@code TRANSIENT} when the keys cannot be had now */
    Read read(String text) {
        Optional<SignedToken> parsed = SignedToken.parse(text);
        if (parsed.isEmpty()) {
            return Read.fault("the bearer token is no JSON Web Token");
        }
        SignedToken token = parsed.get();
        Optional<Identity> identity = Identity.of(token);
        return check.faultOfClaims(token)
                .or(() -> tenant(token))
                .or(() -> identity.isPresent()
                        ? Optional.empty()
                        : Optional.of("the token is no access token: it lacks 'oid', or 'azp' and 'appid'"))
                .or(() -> check.faultOfSignature(token))
                .map(Read::fault)
                .orElseGet(() -> new Read(identity, ""));
    }

    private Optional<String> tenant(SignedToken token) {
        return token.claim("tid").equals(tenant) ? Optional.empty() : Optional.of("the token is of another tenant");
    }

    /** The list names keys of other tenants too; those that any tenant's tokens may have say so by a placeholder. */
    private static boolean signsFor(JsonNode key, String tenant) {
        String issuer = key.path("issuer").asText("");
        return issuer.isEmpty() || issuer.contains("{tenantid}") || issuer.contains("/" + tenant + "/");
    }
}
