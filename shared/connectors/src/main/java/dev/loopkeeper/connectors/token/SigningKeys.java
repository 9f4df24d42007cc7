package dev.loopkeeper.connectors.token;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.connectors.rest.RestAnswer;
import dev.loopkeeper.connectors.rest.RestCall;
import dev.loopkeeper.connectors.rest.RestClient;
import dev.loopkeeper.edge.LoopException;
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
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The keys that somebody signs tokens with, from their JSON Web Key Set (RFC 7517); kept as long as the answer's
 * {@code Cache-Control} allows, at least a minute and at most a day.
 *
 * <p>A key that is not known is looked for once a minute at most, so that made-up key ids cost no calls; nor does a
 * stranger with many tokens cost any while the keys cannot be had, for after a failure they rest for ten seconds.
 */
public final class SigningKeys {
    private static final Pattern MAX_AGE = Pattern.compile("(?:.*[ ,])?max-age=(\\d{1,8})(?:,.*)?");
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final int SMALLEST_BITS = 2_048;

    /**
     * Where the keys are.
     *
     * @param owner who signs with them, for messages
     * @param trusted which of the listed keys are taken, by their JSON
     */
    public record Source(String owner, String address, Predicate<JsonNode> trusted) {
        /** A list whose keys are all good. */
        public Source(String owner, String address) {
            this(owner, address, key -> true);
        }

        private String what() {
            return owner + "'s signing keys";
        }
    }

    private record Held(Map<String, PublicKey> keys, Instant until) {}

    private final RestClient rest;
    private final Source source;
    private final InstantSource clock;
    private Held held = new Held(Map.of(), Instant.MIN);
    private Instant nextFetch = Instant.MIN;

    public SigningKeys(Source source, InstantSource clock) {
        this.rest = new RestClient(call -> call, "signing keys are public: check their address in the settings");
        this.source = source;
        this.clock = clock;
    }

    String owner() {
        return source.owner();
    }

    /**
     * The key of an id, empty when the list has none of it.
     *
     * @throws LoopException of kind {@code TRANSIENT} when the keys cannot be had now
     */
    synchronized Optional<PublicKey> key(String id) {
        Instant now = clock.instant();
        boolean stale = !now.isBefore(held.until());
        boolean resting = now.isBefore(nextFetch);
        if (stale && resting) {
            throw LoopException.transientFailure(
                    source.what() + " could not be had a moment ago; they are asked for again at " + nextFetch, null);
        }
        if (!resting && (stale || !held.keys().containsKey(id))) {
            nextFetch = now.plus(AFTER_FAILURE);
            held = fetch(now);
            nextFetch = now.plus(SHORTEST);
        }
        return Optional.ofNullable(held.keys().get(id));
    }

    private Held fetch(Instant now) {
        RestAnswer answer =
                rest.call(RestCall.get(source.address()), source.what()).expectOk(source.what());
        Map<String, PublicKey> keys = new HashMap<>();
        answer.json(source.what()).path("keys").forEach(key -> {
            usable(key).ifPresent(k -> keys.put(SignedToken.text(key, "kid"), k));
        });
        return new Held(keys, now.plus(age(answer)));
    }

    private static Duration age(RestAnswer answer) {
        Matcher age = MAX_AGE.matcher(answer.header("cache-control").orElse(""));
        Duration allowed = age.matches() ? Duration.ofSeconds(Long.parseLong(age.group(1))) : SHORTEST;
        Duration atLeast = allowed.compareTo(SHORTEST) < 0 ? SHORTEST : allowed;
        return atLeast.compareTo(LONGEST) > 0 ? LONGEST : atLeast;
    }

    /** A list may leave the algorithm out (RFC 7517, section 4.4), as Microsoft's does. */
    private Optional<PublicKey> usable(JsonNode key) {
        boolean rsa = SignedToken.text(key, "kty").equals("RSA")
                && SignedToken.text(key, "use").equals("sig")
                && (!key.has("alg") || SignedToken.text(key, "alg").equals("RS256"));
        try {
            BigInteger modulus = new BigInteger(1, SignedToken.decoded(SignedToken.text(key, "n")));
            BigInteger exponent = new BigInteger(1, SignedToken.decoded(SignedToken.text(key, "e")));
            return rsa
                            && modulus.bitLength() >= SMALLEST_BITS
                            && source.trusted().test(key)
                    ? Optional.of(KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent)))
                    : Optional.empty();
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
