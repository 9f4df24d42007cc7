package dev.loopkeeper.testkit.sim;

import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.store.ObjectStore;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** A store that hands on every call. */
class StoreWrapper implements ObjectStore {
    private final ObjectStore inner;

    StoreWrapper(ObjectStore inner) {
        this.inner = inner;
    }

    @Override
    public Optional<byte[]> get(String key) {
        return inner.get(key);
    }

    @Override
    public boolean putIfAbsent(String key, byte[] body) {
        return inner.putIfAbsent(key, body);
    }

    @Override
    public void put(String key, byte[] body) {
        inner.put(key, body);
    }

    @Override
    public Optional<ObjectInfo> stat(String key) {
        return inner.stat(key);
    }

    @Override
    public List<ObjectInfo> list(String prefix, String after, int limit) {
        return inner.list(prefix, after, limit);
    }

    @Override
    public InputStream open(String key) {
        return inner.open(key);
    }

    @Override
    public void delete(String key) {
        inner.delete(key);
    }

    @Override
    public boolean deleteIf(ObjectInfo seen) {
        return inner.deleteIf(seen);
    }
}
