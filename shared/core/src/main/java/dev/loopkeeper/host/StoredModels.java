package dev.loopkeeper.host;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.loop.Loops;
import dev.loopkeeper.store.ObjectStore;
import java.util.List;
import java.util.Optional;

/** The models as the store has them now: for a host that lives for one event. Safe for use by several threads. */
public final class StoredModels implements Models {
    private final Loops loops;
    private final ListedModels listed;
    private final Keepers keepers;

    public StoredModels(Loops loops, ObjectStore store) {
        this.loops = loops;
        this.listed = new ListedModels(store, loops);
        this.keepers = new Keepers(store, loops);
    }

    @Override
    public Optional<LoopConfig> config(String model) {
        return loops.config(model);
    }

    /** Reads only what has changed since the last call. */
    @Override
    public synchronized List<LoopConfig> configs() {
        listed.refresh();
        return listed.configs();
    }

    /** One listing for a warm instance. */
    @Override
    public List<LoopConfig> keeping(String key) {
        return keepers.of(key);
    }
}
