package dev.loopkeeper.testkit.sim;

import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.store.ObjectStore;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** The object store as handlers see it. */
record SimStore(ObjectStore store, Gate gate, JournalWatch journal) implements ObjectStore {
    /** Is told of every commit that stands. */
    interface JournalWatch {
        void created(String key, byte[] body);

        void refused(String key, byte[] body);
    }

    @Override
    public Optional<byte[]> get(String key) {
        return gate.read("store.get", () -> store.get(key));
    }

    @Override
    public boolean putIfAbsent(String key, byte[] body) {
        return gate.write("store.put-if-absent", () -> {
            boolean created = store.putIfAbsent(key, body);
            boolean told = created && !gate.sentTwice();
            if (key.startsWith("journal/")) {
                if (created) {
                    journal.created(key, body);
                }
                if (!told) {
                    journal.refused(key, body);
                }
            }
            return told;
        });
    }

    @Override
    public void put(String key, byte[] body) {
        gate.write("store.put", () -> store.put(key, body));
    }

    @Override
    public Optional<ObjectInfo> stat(String key) {
        return gate.read("store.stat", () -> store.stat(key));
    }

    @Override
    public List<ObjectInfo> list(String prefix, String after, int limit) {
        return gate.read("store.list", () -> store.list(prefix, after, limit));
    }

    @Override
    public InputStream open(String key) {
        return gate.read("store.open", () -> store.open(key));
    }

    @Override
    public void delete(String key) {
        gate.write("store.delete", () -> store.delete(key));
    }

    @Override
    public boolean deleteIf(ObjectInfo seen) {
        return gate.write("store.delete-if", () -> store.deleteIf(seen));
    }
}
