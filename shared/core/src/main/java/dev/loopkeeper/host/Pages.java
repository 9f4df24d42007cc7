package dev.loopkeeper.host;

import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;

/** Whole listings of folders that hold a few objects for each model. */
final class Pages {
    static final int SIZE = 1_000;

    private Pages() {}

    /** Everything in the folder; one call for a thousand. */
    static List<ObjectInfo> all(ObjectStore store, String folder) {
        List<ObjectInfo> page = store.list(folder, "", SIZE);
        List<ObjectInfo> all = new ArrayList<>(page);
        while (page.size() == SIZE) {
            page = store.list(folder, page.get(SIZE - 1).key(), SIZE);
            all.addAll(page);
        }
        return all;
    }
}
