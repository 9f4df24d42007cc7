package dev.loopkeeper.local.trainer;

import dev.loopkeeper.local.store.FileObjectStore;
import dev.loopkeeper.store.ObjectStore;
import dev.loopkeeper.store.StoreProvider;
import java.net.URI;
import java.nio.file.Path;

/** Opens {@code folder://local/KEY?HOME} in place of a bucket. */
public final class FolderProvider implements StoreProvider {
    @Override
    public boolean knows(String scheme) {
        return scheme.equals("folder");
    }

    @Override
    public ObjectStore open(URI object) {
        return new FileObjectStore(Path.of(object.getQuery()));
    }
}
