package dev.loopkeeper.testkit.functions;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A storage account as a connection string names it, and the proof of its key: "Shared Key Lite" of the storage
 * services, which signs fewer headers than what the product under test sends.
 *
 * @param key Base64
 * @param queues where its queues are, without a slash at the end
 */
record StorageAccount(String name, String key, String queues) {
    static StorageAccount parse(String setting, String text) {
        Map<String, String> parts = new LinkedHashMap<>();
        for (String part : text.split(";")) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                parts.put(
                        part.substring(0, equals).strip(),
                        part.substring(equals + 1).strip());
            }
        }
        String queues = parts.get("QueueEndpoint");
        if (!parts.containsKey("AccountName") || !parts.containsKey("AccountKey") || queues == null) {
            throw new IllegalStateException("app setting " + setting
                    + " must be a connection string with AccountName, AccountKey and QueueEndpoint");
        }
        return new StorageAccount(parts.get("AccountName"), parts.get("AccountKey"), queues.replaceAll("/+$", ""));
    }

    /** The value of {@code Authorization} for a call. */
    String proof(String method, String type, String date, String version, URI uri) {
        String text = method + "\n\n" + type + "\n\nx-ms-date:" + date + "\nx-ms-version:" + version + "\n/" + name
                + uri.getRawPath();
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(key), "HmacSHA256"));
            return "SharedKeyLite " + name + ":"
                    + Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException("the key of storage account '" + name + "' is no Base64", e);
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "StorageAccount[" + name + " at " + queues + "]";
    }
}
