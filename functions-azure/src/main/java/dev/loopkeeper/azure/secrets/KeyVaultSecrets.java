package dev.loopkeeper.azure.secrets;

import dev.loopkeeper.connectors.Secrets;
import dev.loopkeeper.connectors.rest.RestAnswer;
import dev.loopkeeper.connectors.rest.RestCall;
import dev.loopkeeper.connectors.rest.RestClient;
import dev.loopkeeper.edge.LoopException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Secrets of a Key Vault by name, in their newest version; kept in memory for five minutes, so that one that is
 * replaced is known soon and a burst of messages asks once. A secret is asked for when it is needed and not before:
 * functions that need none pay nothing.
 *
 * <p>Key Vault knows letters, digits and hyphens: a dot or an underscore in a name is a hyphen there.
 */
public final class KeyVaultSecrets implements Secrets {
    private static final String VERSION = "2025-07-01";
    private static final Duration FRESH = Duration.ofMinutes(5);

    private record Held(String value, Instant until) {}

    private final RestClient rest;
    private final String vault;
    private final InstantSource clock;
    private final Map<String, Held> held = new ConcurrentHashMap<>();

    /**
     * @param rest with tokens for {@code ManagedIdentity.SECRETS}
     * @param vault such as {@code https://acme.vault.azure.net}
     */
    public KeyVaultSecrets(RestClient rest, String vault, InstantSource clock) {
        this.rest = rest;
        this.vault = vault.endsWith("/") ? vault.substring(0, vault.length() - 1) : vault;
        this.clock = clock;
    }

    @Override
    public Optional<String> find(String name) {
        Held before = held.get(name);
        if (before != null && clock.instant().isBefore(before.until())) {
            return Optional.of(before.value());
        }
        Optional<String> value = fetch(name);
        value.ifPresent(v -> held.put(name, new Held(v, clock.instant().plus(FRESH))));
        return value;
    }

    @Override
    public String place(String name) {
        return "Key Vault " + vault + " as '" + inVault(name) + "'";
    }

    /** No message holds anything of a good answer: what it says is the secret. */
    private Optional<String> fetch(String name) {
        String what = "secret '" + inVault(name) + "' of " + vault;
        RestAnswer answer =
                rest.call(RestCall.get(vault + "/secrets/" + inVault(name) + "?api-version=" + VERSION), what);
        if (answer.status() == 404) {
            return Optional.empty();
        }
        String value = answer.expectOk(what).json(what).path("value").asText("");
        if (value.isEmpty()) {
            throw LoopException.transientFailure(what + " was answered without a value", null);
        }
        return Optional.of(value);
    }

    private static String inVault(String name) {
        return name.replaceAll("[._]", "-");
    }
}
