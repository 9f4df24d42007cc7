package dev.loopkeeper.gcp.store;

import dev.loopkeeper.gcp.emulators.FakeGcs;
import dev.loopkeeper.store.ObjectStore;
import dev.loopkeeper.testkit.ObjectStoreContract;

/**
 * The contract against fake-gcs-server. Its cases of a create that loses, of eight writers with one winner and of a
 * delete that meets a newer version fail when the emulator ignores a precondition.
 */
class GcsObjectStoreTest extends ObjectStoreContract {
    private final ObjectStore store = FakeGcs.shared().newStore();

    @Override
    protected ObjectStore store() {
        return store;
    }
}
