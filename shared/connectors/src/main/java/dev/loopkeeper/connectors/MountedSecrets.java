package dev.loopkeeper.connectors;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Secrets that the platform hands over as environment variables: {@code LOOPKEEPER_SECRET_TEAMS_WEBHOOK} is
 * {@code secret:teams-webhook}. The function needs no call and no client for them.
 *
 * <p>Where Azure cannot resolve a Key Vault reference it leaves the reference itself in the variable, which must never
 * pass for the secret: it is as good as not set.
 *
 * @param keeper where a person puts them, such as {@code Secret Manager}
 */
public record MountedSecrets(Map<String, String> env, String keeper) implements Secrets {
    private static final String UNRESOLVED = "@Microsoft.KeyVault(";

    @Override
    public Optional<String> find(String name) {
        return Optional.ofNullable(env.get(variable(name)))
                .filter(value -> !value.strip().startsWith(UNRESOLVED));
    }

    @Override
    public String place(String name) {
        return keeper + " and mount it as " + variable(name);
    }

    /** Without what is in the environment, which no log may hold. */
    @Override
    public String toString() {
        return "MountedSecrets[keeper=" + keeper + "]";
    }

    private static String variable(String name) {
        return "LOOPKEEPER_SECRET_" + name.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
    }
}
