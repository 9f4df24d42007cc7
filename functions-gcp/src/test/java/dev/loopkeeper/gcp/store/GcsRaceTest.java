package dev.loopkeeper.gcp.store;

import dev.loopkeeper.gcp.emulators.FakeGcs;
import dev.loopkeeper.testkit.store.EmulatedStore;
import dev.loopkeeper.testkit.store.StoreRaceContract;

class GcsRaceTest extends StoreRaceContract {
    @Override
    protected EmulatedStore emulated() {
        return FakeGcs.shared();
    }
}
