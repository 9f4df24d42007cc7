package dev.loopkeeper.local.run;

import dev.loopkeeper.connectors.Secrets;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.local.SecretVariables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * Secrets by name: from the environment ({@code LOOPKEEPER_SECRET_TEAMS_WEBHOOK} for {@code teams-webhook}) or from a
 * file {@code secrets/<name>} of the home folder that only its owner can read.
 */
public final class HomeSecrets implements Secrets {
    private final Path home;

    public HomeSecrets(Path home) {
        this.home = home;
    }

    @Override
    public Optional<String> find(String name) {
        return Optional.ofNullable(System.getenv(variable(name))).or(() -> file(name));
    }

    @Override
    public String place(String name) {
        return home.resolve("secrets").resolve(name) + " or " + variable(name);
    }

    private static String variable(String name) {
        return SecretVariables.PREFIX + name.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
    }

    private Optional<String> file(String name) {
        try {
            return Optional.of(
                    Files.readString(home.resolve("secrets").resolve(name)).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The token that protects what changes anything, made at the first start. */
    public static String token(Path home) {
        Path file = home.resolve("token");
        try {
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            Files.createDirectories(home);
            if (!Files.exists(file)) {
                // Under another name first: a kill in between must not leave a token of no characters.
                Path whole = Files.createTempFile(home, ".token-", "");
                Files.writeString(whole, HexFormat.of().formatHex(random));
                Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
            }
            String token = Files.readString(file).strip();
            if (token.length() < 16) {
                throw LoopException.poison(
                        file + " must hold a token of at least 16 characters; delete it to have one made");
            }
            return token;
        } catch (IOException e) {
            throw LoopException.transientFailure("cannot read or make " + file + ": " + e.getMessage(), e);
        }
    }
}
