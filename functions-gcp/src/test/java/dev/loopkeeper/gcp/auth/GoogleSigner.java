package dev.loopkeeper.gcp.auth;

import com.sun.net.httpserver.HttpServer;
import dev.loopkeeper.edge.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands in for Google's identity service: signs tokens and serves the keys on loopback. */
public final class GoogleSigner implements AutoCloseable {
    static final String KEY = "key-1";

    private final KeyPair pair;
    private final HttpServer server;
    public final AtomicInteger fetches = new AtomicInteger();
    final AtomicBoolean refusing = new AtomicBoolean();

    public GoogleSigner() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2_048);
            pair = generator.generateKeyPair();
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/certs", exchange -> {
            fetches.incrementAndGet();
            byte[] body = keys();
            exchange.getResponseHeaders().set("Cache-Control", "public, max-age=20000, must-revalidate");
            exchange.sendResponseHeaders(refusing.get() ? 404 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/certs";
    }

    private byte[] keys() {
        RSAPublicKey key = (RSAPublicKey) pair.getPublic();
        return Json.write(Map.of(
                "keys",
                List.of(Map.of(
                        "kty",
                        "RSA",
                        "kid",
                        KEY,
                        "alg",
                        "RS256",
                        "use",
                        "sig",
                        "n",
                        number(key.getModulus()),
                        "e",
                        number(key.getPublicExponent())))));
    }

    private static String number(BigInteger value) {
        byte[] bytes = value.toByteArray();
        int skip = bytes[0] == 0 ? 1 : 0;
        return base64(java.util.Arrays.copyOfRange(bytes, skip, bytes.length));
    }

    /** Claims of a good token, to be spoiled. */
    public static Map<String, Object> claims(String audience, String email, Instant now) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", "https://accounts.google.com");
        claims.put("aud", audience);
        claims.put("email", email);
        claims.put("email_verified", true);
        claims.put("iat", now.getEpochSecond() - 10);
        claims.put("exp", now.getEpochSecond() + 3_600);
        return claims;
    }

    public String token(Map<String, Object> claims) {
        return token(Map.of("alg", "RS256", "kid", KEY, "typ", "JWT"), claims);
    }

    String token(Map<String, Object> header, Map<String, Object> claims) {
        String text = unsigned(header, claims);
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(pair.getPrivate());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String unsigned(Map<String, Object> header, Map<String, Object> claims) {
        return base64(Json.write(header)) + "." + base64(Json.write(claims));
    }

    RSAPublicKey publicKey() {
        return (RSAPublicKey) pair.getPublic();
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
