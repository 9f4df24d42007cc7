package dev.loopkeeper.testkit;

import dev.loopkeeper.store.ObjectStore;

class MemoryObjectStoreTest extends ObjectStoreContract {
    private final MemoryObjectStore store = new MemoryObjectStore();

    @Override
    protected ObjectStore store() {
        return store;
    }
}
