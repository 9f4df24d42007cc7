package dev.loopkeeper.gcp.auth;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * Checks Google's identity tokens: RS256 under one of Google's keys and nothing else, issuer, audience, life time with
 * a minute of tolerance, and a verified e-mail. Follows OpenID Connect Core 1.0, section 3.1.3.7.
 *
 * <p>Cloud Run checks tokens itself where callers need {@code roles/run.invoker}, and hands the one it has checked on
 * without its signature; such a token is taken only where the settings say that Cloud Run checks every caller, and only
 * when nothing else in the request can have been what it checked.
 */
public final class IdTokens {
    /** What Cloud Run puts in place of the signature. */
    static final String REMOVED = "SIGNATURE_REMOVED_BY_GOOGLE";

    private static final Set<String> ISSUERS = Set.of("https://accounts.google.com", "accounts.google.com");
    private static final long TOLERANCE = Duration.ofMinutes(1).toSeconds();
    private static final int EMAIL = 254;

    private final GoogleKeys keys;
    private final Set<String> audiences;
    private final boolean checkedBefore;
    private final InstantSource clock;

    /** Who a token is of, or why it is not believed. Exactly one is there. */
    record Read(Optional<String> email, String fault) {
        private static Read fault(String why) {
            return new Read(Optional.empty(), why);
        }
    }

    /**
     * @param audiences a token must be made for one of them
     * @param checkedBefore whether nothing arrives here but what Cloud Run's IAM has let through
     */
    public IdTokens(GoogleKeys keys, Set<String> audiences, boolean checkedBefore, InstantSource clock) {
        this.keys = keys;
        this.audiences = Set.copyOf(audiences);
        this.checkedBefore = checkedBefore;
        this.clock = clock;
    }

    /**
     * @param onlyProof whether the request holds no other token that Cloud Run may have checked in place of this one
     * @throws dev.loopkeeper.edge.LoopException of kind {@code TRANSIENT} when Google's keys cannot be had now
     */
    Read read(String text, boolean onlyProof) {
        Optional<SignedToken> token = SignedToken.parse(text);
        if (token.isEmpty()) {
            return Read.fault("the bearer token is no JSON Web Token");
        }
        // Cheap checks first: a stranger must not make us fetch keys.
        String fault = claims(token.get().claims());
        if (fault.isEmpty()) {
            fault = signature(token.get(), onlyProof);
        }
        return fault.isEmpty()
                ? new Read(Optional.of(SignedToken.text(token.get().claims(), "email")), "")
                : Read.fault(fault);
    }

    private String claims(JsonNode claims) {
        if (!ISSUERS.contains(SignedToken.text(claims, "iss"))) {
            return "the token is not Google's";
        }
        if (!audiences.contains(SignedToken.text(claims, "aud"))) {
            return "the token is made for another audience: ask for one for the address of this function";
        }
        long now = clock.instant().getEpochSecond();
        JsonNode until = claims.path("exp");
        JsonNode from = claims.path("iat");
        if (!until.isIntegralNumber() || !until.canConvertToLong() || now >= bounded(until) + TOLERANCE) {
            return "the token has expired";
        }
        if (!from.isIntegralNumber() || !from.canConvertToLong() || bounded(from) > now + TOLERANCE) {
            return "the token is of the future";
        }
        String email = SignedToken.text(claims, "email");
        boolean plain = email.length() <= EMAIL && email.matches("[\\x21-\\x7e]+@[A-Za-z0-9.-]+");
        boolean verified = claims.path("email_verified").isBoolean()
                && claims.path("email_verified").booleanValue();
        return plain && verified ? "" : "the token holds no verified e-mail: ask for one with the e-mail included";
    }

    private static long bounded(JsonNode seconds) {
        return Math.max(0, Math.min(seconds.longValue(), Long.MAX_VALUE / 2));
    }

    private String signature(SignedToken token, boolean onlyProof) {
        if (token.signature().equals(REMOVED)) {
            return removed(onlyProof);
        }
        if (!SignedToken.text(token.header(), "alg").equals("RS256")
                || token.header().has("crit")) {
            return "the token is not signed with RS256";
        }
        Optional<PublicKey> key = keys.key(SignedToken.text(token.header(), "kid"));
        return key.isPresent() && genuine(token, key.get()) ? "" : "the token's signature is not Google's";
    }

    /**
     * Anybody can write the mark of a removed signature: it says something only about a token Cloud Run has checked.
     */
    private String removed(boolean onlyProof) {
        if (!checkedBefore) {
            return "Cloud Run has removed the token's signature: send the token in X-Serverless-Authorization too,"
                    + " or set LOOPKEEPER_IAM_CHECKED=true where every caller needs roles/run.invoker";
        }
        return onlyProof
                ? ""
                : "the token's signature is removed, but Cloud Run has checked the one in X-Serverless-Authorization:"
                        + " send a whole token in Authorization, or no X-Serverless-Authorization";
    }

    private static boolean genuine(SignedToken token, PublicKey key) {
        try {
            Signature check = Signature.getInstance("SHA256withRSA");
            check.initVerify(key);
            check.update(token.signed());
            return check.verify(SignedToken.decoded(token.signature()));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }
}
