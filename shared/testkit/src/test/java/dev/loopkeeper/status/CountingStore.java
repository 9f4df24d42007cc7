package dev.loopkeeper.status;

import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.store.ObjectStore;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Counts what a look at a store costs, and allows no write. */
final class CountingStore implements ObjectStore {
    private final ObjectStore store;
    int reads;
    int lists;

    CountingStore(ObjectStore store) {
        this.store = store;
    }

    @Override
    public Optional<byte[]> get(String key) {
        reads++;
        return store.get(key);
    }

    @Override
    public boolean putIfAbsent(String key, byte[] body) {
        throw new AssertionError("a look wrote " + key);
    }

    @Override
    public void put(String key, byte[] body) {
        throw new AssertionError("a look wrote " + key);
    }

    @Override
    public Optional<ObjectInfo> stat(String key) {
        reads++;
        return store.stat(key);
    }

    @Override
    public List<ObjectInfo> list(String prefix, String after, int limit) {
        lists++;
        return store.list(prefix, after, limit);
    }

    @Override
    public InputStream open(String key) {
        reads++;
        return store.open(key);
    }

    @Override
    public void delete(String key) {
        throw new AssertionError("a look deleted " + key);
    }

    @Override
    public boolean deleteIf(ObjectInfo seen) {
        throw new AssertionError("a look deleted " + seen.key());
    }
}
