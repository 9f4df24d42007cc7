package dev.loopkeeper.testkit.infra;

import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.store.ObjectStore;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** The store as one function meets it in a cloud: what the module does not grant fails the test. */
record GrantedStore(FolderGrants grants, String function, ObjectStore store) implements ObjectStore {
    @Override
    public Optional<byte[]> get(String key) {
        grants.demandRead(function, key);
        return store.get(key);
    }

    @Override
    public boolean putIfAbsent(String key, byte[] body) {
        grants.demandCreate(function, key);
        return store.putIfAbsent(key, body);
    }

    @Override
    public void put(String key, byte[] body) {
        grants.demandRewrite(function, key);
        store.put(key, body);
    }

    @Override
    public Optional<ObjectInfo> stat(String key) {
        grants.demandRead(function, key);
        return store.stat(key);
    }

    @Override
    public List<ObjectInfo> list(String prefix, String after, int limit) {
        grants.demandRead(function, prefix);
        return store.list(prefix, after, limit);
    }

    @Override
    public InputStream open(String key) {
        grants.demandRead(function, key);
        return store.open(key);
    }

    @Override
    public void delete(String key) {
        grants.demandRewrite(function, key);
        store.delete(key);
    }

    @Override
    public boolean deleteIf(ObjectInfo seen) {
        grants.demandRewrite(function, seen.key());
        return store.deleteIf(seen);
    }
}
