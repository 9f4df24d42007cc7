package dev.loopkeeper.connectors.token;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.PublicKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * What every bearer token must hold, whoever issues it: issuer, audience, life time with a minute of tolerance, and an
 * RS256 signature under one of the issuer's keys and nothing else. Follows RFC 7519, section 7.2, and OpenID Connect
 * Core 1.0, section 3.1.3.7.
 *
 * <p>Claims come first and cost nothing: a stranger must not make us fetch keys.
 */
public final class TokenCheck {
    private static final long TOLERANCE = Duration.ofMinutes(1).toSeconds();

    private final SigningKeys keys;
    private final Set<String> issuers;
    private final Set<String> audiences;
    private final InstantSource clock;

    /** @param audiences a token must be made for one of them */
    public TokenCheck(SigningKeys keys, Set<String> issuers, Set<String> audiences, InstantSource clock) {
        this.keys = keys;
        this.issuers = Set.copyOf(issuers);
        this.audiences = Set.copyOf(audiences);
        this.clock = clock;
    }

    /** What is wrong with the claims, in words for whoever sent them. */
    public Optional<String> faultOfClaims(SignedToken token) {
        if (!issuers.contains(token.claim("iss"))) {
            return Optional.of("the token is not " + keys.owner() + "'s");
        }
        if (!audiences.contains(token.claim("aud"))) {
            return Optional.of("the token is made for another audience: ask for one for the address of this function");
        }
        long now = clock.instant().getEpochSecond();
        JsonNode claims = token.claims();
        if (!isTime(claims.path("exp")) || now >= bounded(claims.path("exp")) + TOLERANCE) {
            return Optional.of("the token has expired");
        }
        boolean begun = isTime(claims.path("iat")) && bounded(claims.path("iat")) <= now + TOLERANCE;
        boolean good =
                !claims.has("nbf") || isTime(claims.path("nbf")) && bounded(claims.path("nbf")) <= now + TOLERANCE;
        return begun && good ? Optional.empty() : Optional.of("the token is of the future");
    }

    /**
     * What is wrong with the signature.
     *
     * @throws dev.loopkeeper.edge.LoopException of kind {@code TRANSIENT} when the keys cannot be had now
     */
    public Optional<String> faultOfSignature(SignedToken token) {
        if (!SignedToken.text(token.header(), "alg").equals("RS256")
                || token.header().has("crit")) {
            return Optional.of("the token is not signed with RS256");
        }
        Optional<PublicKey> key = keys.key(SignedToken.text(token.header(), "kid"));
        return key.isPresent() && token.isOf(key.get())
                ? Optional.empty()
                : Optional.of("the token's signature is not " + keys.owner() + "'s");
    }

    private static boolean isTime(JsonNode seconds) {
        return seconds.isIntegralNumber() && seconds.canConvertToLong();
    }

    private static long bounded(JsonNode seconds) {
        return Math.max(0, Math.min(seconds.longValue(), Long.MAX_VALUE / 2));
    }
}
