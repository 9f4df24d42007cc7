package dev.loopkeeper.azure.store;

import dev.loopkeeper.connectors.store.Escaped;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.store.ObjectInfo;
import java.util.Optional;
import java.util.regex.Pattern;

/** Spells addresses and versions of blobs: every byte of a name but the unreserved ones and slashes is escaped. */
public final class BlobNames {
    private static final Pattern ETAG = Pattern.compile("[0-9A-Za-z_.:-]{1,100}");
    private final String host;

    BlobNames(String host) {
        this.host = host.endsWith("/") ? host.substring(0, host.length() - 1) : host;
    }

    String container(String container) {
        return host + "/" + container;
    }

    String blob(String container, String key) {
        return container(container) + "/" + Escaped.of(key).replace("%2F", "/");
    }

    /** The ETag without quotes, as events and listings give it; a header has them. */
    public static Optional<String> version(Optional<String> etag) {
        return etag.map(e ->
                        e.startsWith("\"") && e.endsWith("\"") && e.length() > 1 ? e.substring(1, e.length() - 1) : e)
                .filter(e -> ETAG.matcher(e).matches());
    }

    /** The ETag that {@code seen} names, as a header; another store's version would be a different condition. */
    static String match(ObjectInfo seen) {
        if (!ETAG.matcher(seen.version()).matches()) {
            throw LoopException.poison("version of object '" + seen.key() + "' is no ETag of Blob Storage, "
                    + "expected it as listings and events give it");
        }
        return quoted(seen.version());
    }

    static String quoted(String version) {
        return '"' + version + '"';
    }
}
