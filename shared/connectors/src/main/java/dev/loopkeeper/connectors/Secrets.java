package dev.loopkeeper.connectors;

import dev.loopkeeper.edge.LoopException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where secrets are kept: a folder, Secret Manager, Key Vault. Configurations name them as {@code secret:<name>}. */
@FunctionalInterface
public interface Secrets {
    /** How a configuration writes a secret's name. */
    String PREFIX = "secret:";

    /** What a secret's name may be. */
    Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,126}");

    /** The secret of that name, when it is set; asked with names that fit {@link #NAME} only. */
    Optional<String> find(String name);

    /** Where a person sets it, for the message. */
    default String place(String name) {
        return "the secret store";
    }

    /** The text itself, or the secret when it reads {@code secret:<name>}. */
    default String resolve(String text) {
        return text.startsWith(PREFIX) ? named(text) : text;
    }

    /**
     * The secret of that name, with or without {@code secret:} before it.
     *
     * @throws LoopException of kind {@code TRANSIENT} when there is none yet or it is empty: somebody is going to set
     *     it; {@code POISON} when the name is none
     */
    default String named(String reference) {
        String name = reference.startsWith(PREFIX) ? reference.substring(PREFIX.length()) : reference;
        if (!NAME.matcher(name).matches()) {
            throw LoopException.poison("a secret's name must be letters, digits, dots, underscores and hyphens");
        }
        return find(name)
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> LoopException.transientFailure(
                        "secret '" + name + "' is not set: put it into " + place(name), null));
    }
}
