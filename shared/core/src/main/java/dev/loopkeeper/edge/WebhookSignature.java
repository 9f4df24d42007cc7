package dev.loopkeeper.edge;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signatures of the Standard Webhooks form: HMAC-SHA256 over {@code id.timestamp.body}, written {@code v1,<base64>}.
 *
 * <p>A secret that begins with {@code whsec_} is base64, with or without padding; any other is taken as it is. An empty
 * one is refused: it would let everybody sign.
 */
public final class WebhookSignature {
    private static final String PREFIX = "whsec_";
    private static final String VERSION = "v1,";

    private final SecretKeySpec key;

    private WebhookSignature(SecretKeySpec key) {
        this.key = key;
    }

    /**
     * Signatures under one secret.
     *
     * @throws LoopException of kind {@code POISON} when the secret is empty or not base64 after {@code whsec_}
     */
    public static WebhookSignature under(String secret) {
        byte[] bytes = secret.startsWith(PREFIX)
                ? decoded(secret.substring(PREFIX.length()))
                : secret.strip().getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0) {
            throw LoopException.poison("the secret that signs a webhook is empty: set it");
        }
        return new WebhookSignature(new SecretKeySpec(bytes, "HmacSHA256"));
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            throw LoopException.poison("the secret that signs a webhook is not base64 after '" + PREFIX + "'");
        }
    }

    /** The signature of a body. */
    public String sign(String id, String timestamp, byte[] body) {
        return VERSION + Base64.getEncoder().encodeToString(mac(id, timestamp, body));
    }

    /**
     * Whether one of the signatures, which are separated by spaces, is of this secret; in constant time.
     *
     * <p>Several are sent while a secret is replaced. A form other than {@code v1} and what is not base64 are passed
     * over.
     */
    public boolean matches(String id, String timestamp, byte[] body, String signatures) {
        byte[] expected = mac(id, timestamp, body);
        boolean found = false;
        for (String signature : signatures.split(" ")) {
            if (signature.startsWith(VERSION)) {
                found |= MessageDigest.isEqual(expected, orNothing(signature.substring(VERSION.length())));
            }
        }
        return found;
    }

    private static byte[] orNothing(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private byte[] mac(String id, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
