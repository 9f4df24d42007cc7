package dev.loopkeeper.azure.rest;

import dev.loopkeeper.connectors.rest.Authorization;
import dev.loopkeeper.connectors.rest.RestCall;
import dev.loopkeeper.edge.LoopException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs calls of Azure Storage with an account's key, for the emulator: in the cloud a function calls with its managed
 * identity, and {@code infra/azure} switches account keys off.
 *
 * <p>The text that is signed is that of "Authorize with Shared Key" for protocol versions since 2015-02-21.
 *
 * @param key Base64, as the portal shows it
 */
public record SharedKey(String account, String key) implements Authorization {
    private static final List<String> SIGNED = List.of(
            "content-encoding",
            "content-language",
            "content-length",
            "content-md5",
            "content-type",
            "date",
            "if-modified-since",
            "if-match",
            "if-none-match",
            "if-unmodified-since",
            "range");

    @Override
    public RestCall sign(RestCall call) {
        return call.with("Authorization", "SharedKey " + account + ":" + signature(text(call)));
    }

    String text(RestCall call) {
        TreeMap<String, String> headers = new TreeMap<>();
        call.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        if (call.body().length > 0) {
            headers.put("content-length", Integer.toString(call.body().length));
        }
        String standard =
                SIGNED.stream().map(name -> headers.getOrDefault(name, "")).collect(Collectors.joining("\n"));
        String own = headers.entrySet().stream()
                .filter(header -> header.getKey().startsWith("x-ms-"))
                .map(header -> header.getKey() + ":" + header.getValue().strip() + "\n")
                .collect(Collectors.joining());
        return call.method() + "\n" + standard + "\n" + own + resource(call);
    }

    private String resource(RestCall call) {
        TreeMap<String, String> parameters = new TreeMap<>();
        String query = call.uri().getRawQuery();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            int equals = pair.indexOf('=');
            parameters.put(
                    pair.substring(0, equals).toLowerCase(Locale.ROOT),
                    URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        String sorted = parameters.entrySet().stream()
                .map(p -> "\n" + p.getKey() + ":" + p.getValue())
                .collect(Collectors.joining());
        return "/" + account + call.uri().getRawPath() + sorted;
    }

    private String signature(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(key), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw LoopException.poison(
                    "key of storage account '" + account + "' cannot sign: expected Base64 as the portal shows it", e);
        }
    }

    /** Without the key, which no log may hold. */
    @Override
    public String toString() {
        return "SharedKey[account=" + account + "]";
    }
}
