package dev.loopkeeper.store;

import java.net.URI;

/**
 * Opens the object store that a URI points into, so that code which knows no cloud can be handed
 * {@code gs://bucket/key}.
 *
 * <p>Found with {@link java.util.ServiceLoader}; the URI's path without its first slash is the key.
 */
public interface StoreProvider {
    /** Whether this provider opens URIs of the scheme, such as {@code gs}. */
    boolean knows(String scheme);

    /** The store that holds the object; nothing is read yet. */
    ObjectStore open(URI object);
}
