package dev.loopkeeper.gcp.auth;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** What stands in Google's identity tokens. */
public final class GoogleClaims {
    private GoogleClaims() {}

    /** Claims of a good token, to be spoiled. */
    public static Map<String, Object> good(String audience, String email, Instant now) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", "https://accounts.google.com");
        claims.put("aud", audience);
        claims.put("email", email);
        claims.put("email_verified", true);
        claims.put("iat", now.getEpochSecond() - 10);
        claims.put("exp", now.getEpochSecond() + 3_600);
        return claims;
    }
}
