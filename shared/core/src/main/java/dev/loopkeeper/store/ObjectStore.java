package dev.loopkeeper.store;

import dev.loopkeeper.edge.LoopException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * The one place where Loopkeeper keeps anything: a flat namespace of immutable-by-habit objects.
 *
 * <p>Reads and listings see every acknowledged write. {@link #putIfAbsent} is the only concurrency control in the
 * project. Failures are {@link LoopException}: {@code TRANSIENT} when nothing was written, {@code UNKNOWN_OUTCOME} when
 * a write's answer was lost, {@code POISON} for a forbidden key (see {@link ObjectKeys#check}).
 */
public interface ObjectStore {
    /** The whole object, or empty when the name does not exist. For small records only: at most 16 MiB. */
    Optional<byte[]> get(String key);

    /**
     * Creates the object; {@code false} when the name exists. Of any number of concurrent callers exactly one gets
     * {@code true}.
     */
    boolean putIfAbsent(String key, byte[] body);

    /** Creates or replaces the object, last writer wins: for caches and wake-ups, never for truth. */
    void put(String key, byte[] body);

    /** Name, version and size, or empty when the name does not exist. */
    Optional<ObjectInfo> stat(String key);

    /**
     * Objects whose key starts with {@code prefix} and sorts strictly after {@code after} (empty: from the start), in
     * the order of their UTF-8 bytes, at most {@code limit}.
     */
    List<ObjectInfo> list(String prefix, String after, int limit);

    /**
     * A stream over one consistent version of the object; a missing name is {@code TRANSIENT}. The caller closes it.
     */
    InputStream open(String key);

    /**
     * A stream over exactly the version that was seen; empty when the name now holds another one, or nothing. Stores
     * whose answers name the version do it in one call. The caller closes it.
     */
    default Optional<InputStream> openIf(ObjectInfo seen) {
        if (!holds(seen)) {
            return Optional.empty();
        }
        InputStream body = open(seen.key());
        // A version is never used twice: if it stands on both sides of the opening, it is the one that was opened.
        if (holds(seen)) {
            return Optional.of(body);
        }
        try (body) {
            return Optional.empty();
        } catch (IOException e) {
            throw LoopException.transientFailure(
                    "object '" + seen.key() + "' could not be closed: " + e.getMessage(), e);
        }
    }

    private boolean holds(ObjectInfo seen) {
        return stat(seen.key())
                .filter(now -> now.version().equals(seen.version()))
                .isPresent();
    }

    /** Removes the object; a missing name is not an error. */
    void delete(String key);

    /**
     * Removes the object only while it still is the version that was seen; {@code false} when it was rewritten or is
     * gone.
     */
    boolean deleteIf(ObjectInfo seen);
}
