package dev.loopkeeper.local.endpoint;

import dev.loopkeeper.edge.LoopException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The secret that separates administering the endpoint from asking it for predictions: {@code endpoint.token} in the
 * home, readable by its owner only, made at the first start.
 */
final class AdminToken {
    private static final int BYTES = 32;
    /** An empty one would let everybody in. */
    private static final int SHORTEST = 16;

    private static final String SCHEME = "Bearer ";

    private final byte[] token;

    private AdminToken(byte[] token) {
        this.token = token;
    }

    static AdminToken readOrMake(Path home) throws IOException {
        Path file = file(home);
        if (!Files.exists(file)) {
            byte[] random = new byte[BYTES];
            new SecureRandom().nextBytes(random);
            Files.createDirectories(home);
            Path fresh = Files.createTempFile(
                    home,
                    ".endpoint",
                    ".token",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(fresh, Base64.getUrlEncoder().withoutPadding().encode(random));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return read(home);
    }

    static AdminToken read(Path home) throws IOException {
        byte[] token = Files.readString(file(home)).trim().getBytes(StandardCharsets.US_ASCII);
        if (token.length < SHORTEST) {
            throw LoopException.poison(
                    file(home) + " must hold a token of at least 16 characters; delete it to have one made");
        }
        return new AdminToken(token);
    }

    String header() {
        return SCHEME + new String(token, StandardCharsets.US_ASCII);
    }

    /** Whether an {@code Authorization} header carries the token; takes the same time wherever it differs. */
    boolean matches(String header) {
        return header != null
                && header.startsWith(SCHEME)
                && MessageDigest.isEqual(
                        token, header.substring(SCHEME.length()).getBytes(StandardCharsets.UTF_8));
    }

    private static Path file(Path home) {
        return home.resolve("endpoint.token");
    }
}
