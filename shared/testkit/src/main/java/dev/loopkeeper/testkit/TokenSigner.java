package dev.loopkeeper.testkit;

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
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands in for an identity service: signs tokens with RS256 and serves the keys on loopback, with whatever members the
 * service adds to them.
 */
public final class TokenSigner implements AutoCloseable {
    public static final String KEY = "key-1";

    private final Map<String, Object> members;
    private final KeyPair pair;
    private final HttpServer server;
    public final AtomicInteger fetches = new AtomicInteger();
    public final AtomicBoolean refusing = new AtomicBoolean();

    /** Keys as Google lists them. */
    public TokenSigner() {
        this(Map.of("alg", "RS256"));
    }

    /** @param members what the list says of its key beside what every key needs */
    public TokenSigner(Map<String, Object> members) {
        this.members = members;
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
        Map<String, Object> listed = new LinkedHashMap<>(members);
        listed.putAll(Map.of("kty", "RSA", "kid", KEY, "use", "sig"));
        listed.put("n", number(key.getModulus()));
        listed.put("e", number(key.getPublicExponent()));
        return Json.write(Map.of("keys", List.of(listed)));
    }

    private static String number(BigInteger value) {
        byte[] bytes = value.toByteArray();
        int skip = bytes[0] == 0 ? 1 : 0;
        return base64(Arrays.copyOfRange(bytes, skip, bytes.length));
    }

    public String token(Map<String, Object> claims) {
        return token(Map.of("alg", "RS256", "kid", KEY, "typ", "JWT"), claims);
    }

    public String token(Map<String, Object> header, Map<String, Object> claims) {
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

    public static String unsigned(Map<String, Object> header, Map<String, Object> claims) {
        return base64(Json.write(header)) + "." + base64(Json.write(claims));
    }

    public RSAPublicKey publicKey() {
        return (RSAPublicKey) pair.getPublic();
    }

    public static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
