package dev.loopkeeper.connectors;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Secrets that the platform takes out of its vault and mounts as environment variables:
 * {@code LOOPKEEPER_SECRET_TEAMS_WEBHOOK} is {@code secret:teams-webhook}. A function needs no call and no client for
 * them.
 *
 * <p>Where Azure cannot resolve a reference to Key Vault it leaves the reference itself in the variable, which must
 * never pass for the secret: it is as good as not set.
 *
 * @param vault what people know the vault as, such as Secret Manager
 */
public record MountedSecrets(Map<String, String> env, String vault) implements Secrets {
    private static final String UNRESOLVED = "@Microsoft.KeyVault(";

    @Override
    public Optional<String> find(String name) {
        return Optional.ofNullable(env.get(variable(name))).filter(value -> !unresolved(value));
    }

    /** Whether a value is Azure's reference to a secret that it could not resolve, and no secret. */
    public static boolean unresolved(String value) {
        return value.strip().startsWith(UNRESOLVED);
    }

    @Override
    public String place(String name) {
        return vault + " and mount it as " + variable(name);
    }

    private static String variable(String name) {
        return "LOOPKEEPER_SECRET_" + name.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
    }

    /** Without the values, which no log may hold. */
    @Override
    public String toString() {
        return "MountedSecrets[vault=" + vault + "]";
    }
}
