package dev.loopkeeper.azure.store;

import dev.loopkeeper.azure.emulators.Azurite;
import dev.loopkeeper.store.ObjectStore;
import dev.loopkeeper.testkit.ObjectStoreContract;

/** The contract against Azurite. */
class BlobObjectStoreTest extends ObjectStoreContract {
    private final ObjectStore store = Azurite.shared().newStore();

    @Override
    protected ObjectStore store() {
        return store;
    }
}
