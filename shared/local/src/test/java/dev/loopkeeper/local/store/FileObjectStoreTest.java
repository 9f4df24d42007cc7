package dev.loopkeeper.local.store;

import dev.loopkeeper.store.ObjectStore;
import dev.loopkeeper.testkit.ObjectStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class FileObjectStoreTest extends ObjectStoreContract {
    private FileObjectStore store;

    @BeforeEach
    void open(@TempDir Path root) {
        store = new FileObjectStore(root);
    }

    @Override
    protected ObjectStore store() {
        return store;
    }
}
