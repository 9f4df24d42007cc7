package dev.loopkeeper.store;

import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A store whose records that are written once and never change are read once by an instance, as long as there is room:
 * the profiles of batches, what runs were asked for, and what they were trained on.
 *
 * <p>Keeps at most 8 MiB, the least recently read go first. Everything else passes through, commits of the journal too.
 * Safe for use by several threads.
 */
public final class ReadOnce implements ObjectStore {
    private static final int ROOM = 8 << 20;

    private final ObjectStore store;
    private final Map<String, byte[]> kept = new LinkedHashMap<>(16, 0.75f, true);
    private int bytes;

    public ReadOnce(ObjectStore store) {
        this.store = store;
    }

    @Override
    public Optional<byte[]> get(String key) {
        if (!Layout.unchanging(key)) {
            return store.get(key);
        }
        byte[] known = known(key);
        Optional<byte[]> body = known == null ? store.get(key) : Optional.of(known);
        body.filter(read -> known == null).ifPresent(read -> keep(key, read));
        return body.map(byte[]::clone);
    }

    private synchronized byte[] known(String key) {
        return kept.get(key);
    }

    private synchronized void keep(String key, byte[] body) {
        if (body.length > ROOM / 4 || kept.put(key, body) != null) {
            return;
        }
        bytes += body.length;
        var oldest = kept.entrySet().iterator();
        while (bytes > ROOM) {
            bytes -= oldest.next().getValue().length;
            oldest.remove();
        }
    }

    @Override
    public boolean putIfAbsent(String key, byte[] body) {
        return store.putIfAbsent(key, body);
    }

    @Override
    public void put(String key, byte[] body) {
        forget(key);
        store.put(key, body);
    }

    private synchronized void forget(String key) {
        byte[] gone = kept.remove(key);
        bytes -= gone == null ? 0 : gone.length;
    }

    @Override
    public Optional<ObjectInfo> stat(String key) {
        return store.stat(key);
    }

    @Override
    public List<ObjectInfo> list(String prefix, String after, int limit) {
        return store.list(prefix, after, limit);
    }

    @Override
    public InputStream open(String key) {
        return store.open(key);
    }

    @Override
    public Optional<InputStream> openIf(ObjectInfo seen) {
        return store.openIf(seen);
    }

    @Override
    public void delete(String key) {
        forget(key);
        store.delete(key);
    }

    @Override
    public boolean deleteIf(ObjectInfo seen) {
        forget(seen.key());
        return store.deleteIf(seen);
    }
}
