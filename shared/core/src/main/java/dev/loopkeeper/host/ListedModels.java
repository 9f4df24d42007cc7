package dev.loopkeeper.host;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.loop.Loops;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The models as the last look at the store found them: for a host that lives on. A changed file is read again, a broken
 * one is reported once.
 */
public final class ListedModels implements Models {
    private static final Logger LOG = LogManager.getLogger(ListedModels.class);
    private static final int PAGE = 1_000;

    private record Known(String version, Optional<LoopConfig> config) {}

    private final ObjectStore store;
    private final Loops loops;
    private volatile Map<String, Known> known = Map.of();

    public ListedModels(ObjectStore store, Loops loops) {
        this.store = store;
        this.loops = loops;
    }

    /** Looks for new, changed and removed files; the configurations that are new or different. */
    public List<LoopConfig> refresh() {
        Map<String, Known> next = new TreeMap<>();
        List<ObjectInfo> page = store.list(Layout.MODELS, "", PAGE);
        while (!page.isEmpty()) {
            page.forEach(f -> ConfigFiles.model(f.key()).ifPresent(model -> {
                Known before = known.get(model);
                next.put(model, before != null && before.version().equals(f.version()) ? before : read(model, f));
            }));
            page = page.size() < PAGE
                    ? List.of()
                    : store.list(Layout.MODELS, page.get(page.size() - 1).key(), PAGE);
        }
        List<LoopConfig> changed = new ArrayList<>();
        next.forEach((model, now) ->
                now.config().filter(c -> !now.equals(known.get(model))).ifPresent(changed::add));
        known = next;
        return changed;
    }

    private Known read(String model, ObjectInfo file) {
        try {
            return new Known(file.version(), loops.config(model));
        } catch (LoopException e) {
            LOG.error("model {} is not run:\n{}", model, e.getMessage());
            return new Known(file.version(), Optional.empty());
        }
    }

    /** The configurations that are valid. */
    @Override
    public List<LoopConfig> configs() {
        List<LoopConfig> configs = new ArrayList<>();
        known.values().forEach(k -> k.config().ifPresent(configs::add));
        return configs;
    }

    @Override
    public Optional<LoopConfig> config(String model) {
        return Optional.ofNullable(known.get(model)).flatMap(Known::config);
    }
}
