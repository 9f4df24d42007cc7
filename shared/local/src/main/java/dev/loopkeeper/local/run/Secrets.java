package dev.loopkeeper.local.run;

import dev.loopkeeper.edge.LoopException;
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
public final class Secrets {
    private static final String PREFIX = "secret:";
    private final Path home;

    public Secrets(Path home) {
        this.home = home;
    }

    /** The text itself, or the secret when it reads {@code secret:<name>}. */
    public String resolve(String text) {
        return text.startsWith(PREFIX) ? named(text.substring(PREFIX.length())) : text;
    }

    /**
     * The secret of that name; {@code TRANSIENT} when there is none yet or it is empty: somebody is going to set it.
     */
    public String named(String name) {
        String variable = "LOOPKEEPER_SECRET_" + name.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,126}")) {
            throw LoopException.poison("a secret's name must be letters, digits, dots, underscores and hyphens");
        }
        Optional<String> value = Optional.ofNullable(System.getenv(variable))
                .or(() -> file(name))
                .filter(v -> !v.isBlank());
        return value.orElseThrow(() -> LoopException.transientFailure(
                "secret '" + name + "' is not set: put it into "
                        + home.resolve("secrets").resolve(name) + " or " + variable,
                null));
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
