package dev.loopkeeper.local.store;

import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.store.ObjectStore;
import dev.loopkeeper.store.StoreProvider;
import java.net.URI;
import java.util.ServiceLoader;

/**
 * What an address such as {@code gs://bucket/key} leads to; the store is the one that a {@link StoreProvider} on the
 * class path opens.
 *
 * @param key without slashes at its ends
 */
public record StoreAddress(ObjectStore store, String key) {
    /**
     * Opens the address of an object or a folder; nothing is read yet.
     *
     * @param option that the text is the value of, for the message
     */
    public static StoreAddress of(String option, String text) {
        StoreAddress address = open(option, text, "gs://bucket/key");
        if (address.key.isEmpty()) {
            throw wrong(option, text, "gs://bucket/key", null);
        }
        return address;
    }

    /** Opens the address of a whole store. */
    public static ObjectStore root(String option, String text) {
        StoreAddress address = open(option, text, "gs://bucket");
        if (!address.key.isEmpty()) {
            throw wrong(option, text, "gs://bucket", null);
        }
        return address.store;
    }

    private static StoreAddress open(String option, String text, String expected) {
        URI uri = uri(option, text, expected);
        StoreProvider provider = ServiceLoader.load(StoreProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(p -> p.knows(uri.getScheme()))
                .findFirst()
                .orElseThrow(() -> LoopException.poison("nothing on the class path opens " + uri.getScheme()
                        + ":// addresses; add the jar of the cloud's adapters"));
        return new StoreAddress(provider.open(uri), uri.getPath().replaceAll("^/+|/+$", ""));
    }

    private static URI uri(String option, String text, String expected) {
        try {
            URI uri = URI.create(text);
            if (uri.getScheme() != null && uri.getAuthority() != null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw wrong(option, text, expected, e);
        }
        throw wrong(option, text, expected, null);
    }

    private static LoopException wrong(String option, String text, String expected, Exception cause) {
        return LoopException.poison(option + " is '" + text + "', expected " + expected, cause);
    }
}
