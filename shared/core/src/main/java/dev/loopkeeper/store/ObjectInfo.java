package dev.loopkeeper.store;

import static java.util.Objects.requireNonNull;

/**
 * One stored object as a listing or an event names it.
 *
 * @param key the name, relative to the store's root
 * @param version ETag or generation: changes with every write of the name and is never used again for it
 * @param size in bytes
 */
public record ObjectInfo(String key, String version, long size) {
    public ObjectInfo {
        requireNonNull(key, "key is null");
        requireNonNull(version, "version is null");
    }
}
