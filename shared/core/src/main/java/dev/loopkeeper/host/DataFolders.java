package dev.loopkeeper.host;

import dev.loopkeeper.store.Layout;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.store.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The folders of models that keep their data elsewhere than in {@code data/<model>/}, as {@link ConfigFiles} left them.
 */
final class DataFolders {
    private final ObjectStore store;
    private final Map<String, String> read = new ConcurrentHashMap<>();

    DataFolders(ObjectStore store) {
        this.store = store;
    }

    /** Folder by model; costs a listing, and a read for each folder that is new. */
    Map<String, String> elsewhere() {
        Map<String, String> folders = new TreeMap<>();
        for (ObjectInfo entry : Pages.all(store, Layout.DATA_PREFIXES)) {
            folders.put(entry.key().substring(Layout.DATA_PREFIXES.length()), folder(entry));
        }
        return folders;
    }

    /** An unreadable one matches nothing. */
    private String folder(ObjectInfo entry) {
        return read.computeIfAbsent(entry.key() + "\n" + entry.version(), k -> store.get(entry.key())
                .map(body -> new String(body, StandardCharsets.UTF_8))
                .filter(p -> !p.isEmpty())
                .orElse("\n"));
    }
}
