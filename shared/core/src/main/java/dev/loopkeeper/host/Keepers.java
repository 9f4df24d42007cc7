package dev.loopkeeper.host;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.loop.Loops;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.store.ObjectStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Finds the models that keep their data in a folder, with one call for a warm instance: a listing of the configurations
 * tells which of them changed since it looked before, and only those are read again. Nothing here is ever old.
 *
 * <p>A cold instance takes the folders of configurations that were followed from where {@link ConfigFiles} left them,
 * instead of reading them all. Where more models are than fit into one page of a listing, every look does so.
 */
final class Keepers {
    /** So many configurations are read sooner than it is looked up where their data is. */
    private static final int FEW = 3;

    private static final Logger LOG = LogManager.getLogger(Keepers.class);

    /** What is known of one configuration; {@code config} is empty until it is needed. */
    private record Seen(String version, String folder, Optional<LoopConfig> config) {}

    private final ObjectStore store;
    private final Loops loops;
    private final DataFolders folders;
    private Map<String, Seen> seen = Map.of();

    Keepers(ObjectStore store, Loops loops) {
        this.store = store;
        this.loops = loops;
        this.folders = new DataFolders(store);
    }

    /**
     * The configurations whose data folder holds {@code key}, that of the model it is named after first.
     *
     * <p>A broken one is left out where another is sound: it must not cost that one its uploads, and gets its own when
     * it is mended, see {@link Backlog}.
     *
     * @throws LoopException of kind {@code POISON} when all of them are broken
     */
    synchronized List<LoopConfig> of(String key) {
        List<ObjectInfo> files = store.list(Layout.MODELS, "", Pages.SIZE);
        Map<String, String> candidates = new TreeMap<>();
        if (files.size() < Pages.SIZE) {
            refresh(files);
            seen.forEach((model, known) -> candidates.put(model, known.folder()));
        } else {
            seen = Map.of();
            named(key).ifPresent(model -> candidates.put(model, usual(model)));
            candidates.putAll(folders.elsewhere());
        }
        List<LoopConfig> keepers = new ArrayList<>();
        List<LoopException> broken = new ArrayList<>();
        candidates.forEach((model, folder) -> {
            if (key.startsWith(folder)) {
                sound(model, broken)
                        .filter(c -> key.startsWith(c.data().prefix()))
                        .ifPresent(keepers::add);
            }
        });
        if (keepers.isEmpty() && !broken.isEmpty()) {
            throw broken.get(0);
        }
        keepers.sort(Comparator.comparing(c -> !key.startsWith(usual(c.model()))));
        return keepers;
    }

    private Optional<LoopConfig> sound(String model, List<LoopException> broken) {
        try {
            return config(model);
        } catch (LoopException e) {
            if (e.kind() != LoopException.Kind.POISON) {
                throw e;
            }
            LOG.warn("uploads of model {} wait until it is mended: {}", model, e.getMessage());
            broken.add(e);
            return Optional.empty();
        }
    }

    private static Optional<String> named(String key) {
        String[] segments = key.split("/", 3);
        return Optional.of(segments)
                .filter(s -> s.length == 3 && s[0].equals("data"))
                .map(s -> s[1]);
    }

    private static String usual(String model) {
        return "data/" + model + "/";
    }

    private Optional<LoopConfig> config(String model) {
        Seen known = seen.get(model);
        if (known != null && known.config().isPresent()) {
            return known.config();
        }
        Optional<LoopConfig> config = loops.config(model);
        if (known != null) {
            seen.put(model, new Seen(known.version(), known.folder(), config));
        }
        return config;
    }

    private void refresh(List<ObjectInfo> files) {
        Map<String, Seen> next = new HashMap<>();
        Map<String, ObjectInfo> changed = new TreeMap<>();
        for (ObjectInfo file : files) {
            ConfigFiles.model(file.key()).ifPresent(model -> {
                Seen before = seen.get(model);
                if (before != null && before.version().equals(file.version())) {
                    next.put(model, before);
                } else {
                    changed.put(model, file);
                }
            });
        }
        // In this order: a mark says that the folder was written down before it.
        Set<String> marks = new HashSet<>();
        boolean many = changed.size() > FEW;
        if (many) {
            Pages.all(store, Layout.FOLLOWED).forEach(mark -> marks.add(mark.key()));
        }
        Map<String, String> told = many ? folders.elsewhere() : Map.of();
        changed.forEach((model, file) -> {
            String folder = told.getOrDefault(model, usual(model));
            next.put(
                    model,
                    marks.contains(ConfigFiles.mark(model, file))
                            ? new Seen(file.version(), folder, Optional.empty())
                            : read(model, file, folder));
        });
        seen = next;
    }

    /** A broken one keeps the folder it had: what lands there waits until it is mended. */
    private Seen read(String model, ObjectInfo file, String otherwise) {
        try {
            Optional<LoopConfig> config = loops.config(model);
            return new Seen(file.version(), config.map(c -> c.data().prefix()).orElse(otherwise), config);
        } catch (LoopException e) {
            if (e.kind() != LoopException.Kind.POISON) {
                throw e;
            }
            Seen before = seen.get(model);
            return new Seen(file.version(), before == null ? otherwise : before.folder(), Optional.empty());
        }
    }
}
