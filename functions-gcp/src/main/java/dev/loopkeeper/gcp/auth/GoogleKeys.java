package dev.loopkeeper.gcp.auth;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.connectors.rest.RestAnswer;
import dev.loopkeeper.connectors.rest.RestCall;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.gcp.rest.GoogleRest;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The keys that Google signs identity tokens with, from its JSON Web Key Set (RFC 7517); kept as long as the answer's
 * {@code Cache-Control} allows, at least a minute and at most a day.
 *
 * <p>A key that is not known is looked for once a minute at most, so that made-up key ids cost no calls.
 */
public final class GoogleKeys {
    private static final Pattern MAX_AGE = Pattern.compile("(?:.*[ ,])?max-age=(\\d{1,8})(?:,.*)?");
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final int SMALLEST_BITS = 2_048;

    private record Held(Map<String, PublicKey> keys, Instant from, Instant until) {}

    private final GoogleRest rest;
    private final String address;
    private final InstantSource clock;
    private Held held = new Held(Map.of(), Instant.MIN, Instant.MIN);

    /** @param address such as {@code https://www.googleapis.com/oauth2/v3/certs} */
    public GoogleKeys(GoogleRest rest, String address, InstantSource clock) {
        this.rest = rest;
        this.address = address;
        this.clock = clock;
    }

    /**
     * The key of an id, empty when Google has none of it.
     *
     * @throws LoopException of kind {@code TRANSIENT} when the keys cannot be had now
     */
    synchronized Optional<PublicKey> key(String id) {
        Instant now = clock.instant();
        boolean stale = !now.isBefore(held.until());
        boolean unknown =
                !held.keys().containsKey(id) && !now.isBefore(held.from().plus(SHORTEST));
        if (stale || unknown) {
            held = fetch(now);
        }
        return Optional.ofNullable(held.keys().get(id));
    }

    private Held fetch(Instant now) {
        RestAnswer answer = rest.call(RestCall.get(address), "Google's signing keys");
        if (!answer.ok()) {
            throw LoopException.transientFailure(
                    "Google's signing keys answered " + answer.status() + " " + answer.reason(), null);
        }
        Map<String, PublicKey> keys = new HashMap<>();
        answer.json("Google's signing keys").path("keys").forEach(key -> {
            usable(key).ifPresent(k -> keys.put(SignedToken.text(key, "kid"), k));
        });
        return new Held(keys, now, now.plus(age(answer)));
    }

    private static Duration age(RestAnswer answer) {
        Matcher age = MAX_AGE.matcher(answer.header("cache-control").orElse(""));
        Duration allowed = age.matches() ? Duration.ofSeconds(Long.parseLong(age.group(1))) : SHORTEST;
        Duration atLeast = allowed.compareTo(SHORTEST) < 0 ? SHORTEST : allowed;
        return atLeast.compareTo(LONGEST) > 0 ? LONGEST : atLeast;
    }

    private static Optional<PublicKey> usable(JsonNode key) {
        boolean rsa = SignedToken.text(key, "kty").equals("RSA")
                && SignedToken.text(key, "use").equals("sig")
                && SignedToken.text(key, "alg").equals("RS256");
        try {
            BigInteger modulus = new BigInteger(1, SignedToken.decoded(SignedToken.text(key, "n")));
            BigInteger exponent = new BigInteger(1, SignedToken.decoded(SignedToken.text(key, "e")));
            return rsa && modulus.bitLength() >= SMALLEST_BITS
                    ? Optional.of(KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent)))
                    : Optional.empty();
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
