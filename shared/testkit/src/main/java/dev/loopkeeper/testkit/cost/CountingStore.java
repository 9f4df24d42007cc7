package dev.loopkeeper.testkit.cost;

import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.store.ObjectStore;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Counts what goes through it. A listing counts as one: pages here are as long as those of the clouds. */
final class CountingStore implements ObjectStore {
    private final ObjectStore store;
    private Operations done = Operations.NONE;

    CountingStore(ObjectStore store) {
        this.store = store;
    }

    Operations done() {
        return done;
    }

    @Override
    public Optional<byte[]> get(String key) {
        Optional<byte[]> body = store.get(key);
        done = done.read(body.map(b -> b.length).orElse(0));
        return body;
    }

    @Override
    public boolean putIfAbsent(String key, byte[] body) {
        done = done.write(body.length);
        return store.putIfAbsent(key, body);
    }

    @Override
    public void put(String key, byte[] body) {
        done = done.write(body.length);
        store.put(key, body);
    }

    @Override
    public Optional<ObjectInfo> stat(String key) {
        done = done.read(0);
        return store.stat(key);
    }

    @Override
    public List<ObjectInfo> list(String prefix, String after, int limit) {
        done = done.list();
        return store.list(prefix, after, limit);
    }

    @Override
    public InputStream open(String key) {
        done = done.read(store.stat(key).map(ObjectInfo::size).orElse(0L));
        return store.open(key);
    }

    /** One request, as on the clouds. */
    @Override
    public Optional<InputStream> openIf(ObjectInfo seen) {
        done = done.read(seen.size());
        return store.openIf(seen);
    }

    @Override
    public void delete(String key) {
        done = done.delete();
        store.delete(key);
    }

    @Override
    public boolean deleteIf(ObjectInfo seen) {
        done = done.delete();
        return store.deleteIf(seen);
    }
}
