package dev.loopkeeper.gcp.store;

import dev.loopkeeper.connectors.store.Escaped;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.store.ObjectInfo;

/** Spells addresses of the JSON API: every byte of a name but the unreserved ones is escaped, slashes too. */
final class GcsNames {
    private final String host;

    GcsNames(String host) {
        this.host = host.endsWith("/") ? host.substring(0, host.length() - 1) : host;
    }

    String objects(String bucket) {
        return host + "/storage/v1/b/" + bucket + "/o";
    }

    String object(String bucket, String key) {
        return objects(bucket) + "/" + Escaped.of(key);
    }

    String uploads(String bucket, String key) {
        return host + "/upload/storage/v1/b/" + bucket + "/o?uploadType=multipart&fields=generation&name="
                + Escaped.of(key);
    }

    /** The generation that {@code seen} names; another store's version in an address would be a different call. */
    static String generation(ObjectInfo seen) {
        if (!seen.version().matches("[0-9]{1,19}")) {
            throw LoopException.poison("version of object '" + seen.key() + "' is no generation of Cloud Storage, "
                    + "expected a number as listings and events give it");
        }
        return seen.version();
    }
}
