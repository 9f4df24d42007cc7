package dev.loopkeeper.local.run;

import dev.loopkeeper.store.Layout;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.store.ObjectStore;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The store of the one process that runs a home: a wake-up it has written and not swept yet is not written again, so
 * that a thousand batches of one minute cost one wake-up.
 *
 * <p>That is safe only where a single process sweeps with the clock that writes: a wake-up that lies ahead is touched
 * by nobody.
 */
final class WarmStore implements ObjectStore {
    private final ObjectStore store;
    private final InstantSource clock;
    private final Set<String> ahead = ConcurrentHashMap.newKeySet();

    WarmStore(ObjectStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public void put(String key, byte[] body) {
        boolean wakeUp = key.startsWith(Layout.WAKE_UPS);
        boolean future = wakeUp && key.compareTo(Layout.WAKE_UPS + Layout.minute(clock.instant()) + "/\uffff") > 0;
        if (future && ahead.contains(key)) {
            return;
        }
        store.put(key, body);
        if (future) {
            ahead.add(key);
        }
    }

    @Override
    public void delete(String key) {
        ahead.remove(key);
        store.delete(key);
    }

    @Override
    public boolean deleteIf(ObjectInfo seen) {
        ahead.remove(seen.key());
        return store.deleteIf(seen);
    }

    @Override
    public Optional<byte[]> get(String key) {
        return store.get(key);
    }

    @Override
    public InputStream open(String key) {
        return store.open(key);
    }

    @Override
    public boolean putIfAbsent(String key, byte[] body) {
        return store.putIfAbsent(key, body);
    }

    @Override
    public Optional<ObjectInfo> stat(String key) {
        return store.stat(key);
    }

    @Override
    public List<ObjectInfo> list(String prefix, String after, int limit) {
        return store.list(prefix, after, limit);
    }
}
