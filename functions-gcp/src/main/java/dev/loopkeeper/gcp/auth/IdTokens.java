package dev.loopkeeper.gcp.auth;

import dev.loopkeeper.connectors.token.SignedToken;
import dev.loopkeeper.connectors.token.SigningKeys;
import dev.loopkeeper.connectors.token.TokenCheck;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * Checks Google's identity tokens: what {@link TokenCheck} asks of every token, and a verified e-mail.
 *
 * <p>Cloud Run checks tokens itself where callers need {@code roles/run.invoker}, and hands the one it has checked on
 * without its signature; such a token is taken only where the settings say that Cloud Run checks every caller, and only
 * when nothing else in the request can have been what it checked.
 */
public final class IdTokens {
    /** What Cloud Run puts in place of the signature. */
    static final String REMOVED = "SIGNATURE_REMOVED_BY_GOOGLE";

    private static final Set<String> ISSUERS = Set.of("https://accounts.google.com", "accounts.google.com");
    private static final int EMAIL = 254;

    private final TokenCheck check;
    private final boolean checkedBefore;

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
    public IdTokens(SigningKeys keys, Set<String> audiences, boolean checkedBefore, InstantSource clock) {
        this.check = new TokenCheck(keys, ISSUERS, audiences, clock);
        this.checkedBefore = checkedBefore;
    }

    /** Google's keys. */
    public static SigningKeys keys(String address, InstantSource clock) {
        return new SigningKeys(new SigningKeys.Source("Google", address), clock);
    }

    /**
     * @param onlyProof whether the request holds no other token that Cloud Run may have checked in place of this one
     * @throws dev.loopkeeper.edge.LoopException of kind {@code TRANSIENT} when Google's keys cannot be had now
     */
    Read read(String text, boolean onlyProof) {
        Optional<SignedToken> parsed = SignedToken.parse(text);
        if (parsed.isEmpty()) {
            return Read.fault("the bearer token is no JSON Web Token");
        }
        SignedToken token = parsed.get();
        return check.faultOfClaims(token)
                .or(() -> email(token))
                .or(() -> signature(token, onlyProof))
                .map(Read::fault)
                .orElseGet(() -> new Read(Optional.of(token.claim("email")), ""));
    }

    private static Optional<String> email(SignedToken token) {
        String email = token.claim("email");
        boolean plain = email.length() <= EMAIL && email.matches("[\\x21-\\x7e]+@[A-Za-z0-9.-]+");
        boolean verified = token.claims().path("email_verified").isBoolean()
                && token.claims().path("email_verified").booleanValue();
        return plain && verified
                ? Optional.empty()
                : Optional.of("the token holds no verified e-mail: ask for one with the e-mail included");
    }

    private Optional<String> signature(SignedToken token, boolean onlyProof) {
        return token.signature().equals(REMOVED) ? removed(onlyProof) : check.faultOfSignature(token);
    }

    /**
     * Anybody can write the mark of a removed signature: it says something only about a token Cloud Run has checked.
     */
    private Optional<String> removed(boolean onlyProof) {
        if (!checkedBefore) {
            return Optional.of(
                    "Cloud Run has removed the token's signature: send the token in X-Serverless-Authorization too,"
                            + " or set LOOPKEEPER_IAM_CHECKED=true where every caller needs roles/run.invoker");
        }
        return onlyProof
                ? Optional.empty()
                : Optional.of("the token's signature is removed, but Cloud Run has checked the one in"
                        + " X-Serverless-Authorization: send a whole token in Authorization, or no"
                        + " X-Serverless-Authorization");
    }
}
