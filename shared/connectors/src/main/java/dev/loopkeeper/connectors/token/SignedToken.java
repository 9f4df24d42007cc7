package dev.loopkeeper.connectors.token;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.Optional;

/**
 * A JSON Web Token in its compact form (RFC 7519), taken apart and not yet believed.
 *
 * @param signed the bytes under the signature
 */
public record SignedToken(JsonNode header, JsonNode claims, byte[] signed, String signature) {
    private static final int LIMIT = 8 << 10;

    /** Empty when the text is no such token. */
    public static Optional<SignedToken> parse(String text) {
        String[] parts = text.split("\\.", -1);
        if (text.length() > LIMIT || parts.length != 3) {
            return Optional.empty();
        }
        try {
            JsonNode header = Json.tree(decoded(parts[0]), "token header");
            JsonNode claims = Json.tree(decoded(parts[1]), "token claims");
            byte[] signed = (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
            return header.isObject() && claims.isObject()
                    ? Optional.of(new SignedToken(header, claims, signed, parts[2]))
                    : Optional.empty();
        } catch (LoopException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A claim that is text; empty text when it is not there or something else. */
    public String claim(String name) {
        return text(claims, name);
    }

    /** Whether the signature is RS256 under that key. */
    boolean isOf(PublicKey key) {
        try {
            Signature check = Signature.getInstance("SHA256withRSA");
            check.initVerify(key);
            check.update(signed);
            return check.verify(decoded(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    /** A member that is text; empty text when it is not there or something else. */
    static String text(JsonNode object, String field) {
        JsonNode value = object.get(field);
        return value != null && value.isTextual() ? value.textValue() : "";
    }

    static byte[] decoded(String base64) {
        return Base64.getUrlDecoder().decode(base64);
    }
}
