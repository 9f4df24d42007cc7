package dev.loopkeeper.gcp.wire;

import dev.loopkeeper.connectors.Secrets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Secrets that the platform mounts from Secret Manager as environment variables:
 * {@code LOOPKEEPER_SECRET_TEAMS_WEBHOOK} is {@code secret:teams-webhook}. The function needs no call and no client for
 * them.
 */
record MountedSecrets(Map<String, String> env) implements Secrets {
    @Override
    public Optional<String> find(String name) {
        return Optional.ofNullable(env.get(variable(name)));
    }

    @Override
    public String place(String name) {
        return "Secret Manager and mount it as " + variable(name);
    }

    private static String variable(String name) {
        return "LOOPKEEPER_SECRET_" + name.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
    }
}
