package dev.loopkeeper.azure.store;

import dev.loopkeeper.azure.emulators.Azurite;
import dev.loopkeeper.testkit.store.EmulatedStore;
import dev.loopkeeper.testkit.store.StoreRaceContract;

class BlobRaceTest extends StoreRaceContract {
    @Override
    protected EmulatedStore emulated() {
        return Azurite.shared();
    }
}
