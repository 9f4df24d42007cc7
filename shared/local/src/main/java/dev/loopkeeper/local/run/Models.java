package dev.loopkeeper.local.run;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.loop.Loops;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** The models that have a {@code loop.yaml}; a changed file is read again, a broken one is reported once. */
final class Models {
    private static final Logger LOG = LogManager.getLogger(Models.class);
    private static final String PREFIX = "models/";
    private static final String FILE = "/loop.yaml";
    private static final int PAGE = 1_000;

    private record Known(String version, Optional<LoopConfig> config) {}

    private final ObjectStore store;
    private final Loops loops;
    private volatile Map<String, Known> known = Map.of();

    Models(ObjectStore store, Loops loops) {
        this.store = store;
        this.loops = loops;
    }

    /** Looks for new, changed and removed files; the configurations that are new or different. */
    List<LoopConfig> refresh() {
        Map<String, Known> next = new TreeMap<>();
        List<ObjectInfo> page = store.list(PREFIX, "", PAGE);
        while (!page.isEmpty()) {
            page.stream()
                    .filter(f -> f.key().endsWith(FILE) && f.key().split("/").length == 3)
                    .forEach(f -> {
                        String model =
                                f.key().substring(PREFIX.length(), f.key().length() - FILE.length());
                        Known before = known.get(model);
                        next.put(
                                model,
                                before != null && before.version().equals(f.version()) ? before : read(model, f));
                    });
            page = page.size() < PAGE
                    ? List.of()
                    : store.list(PREFIX, page.get(page.size() - 1).key(), PAGE);
        }
        List<LoopConfig> changed = new ArrayList<>();
        next.forEach((model, now) ->
                now.config().filter(c -> !now.equals(known.get(model))).ifPresent(changed::add));
        known = next;
        return changed;
    }

    private Known read(String model, ObjectInfo file) {
        try {
            Optional<LoopConfig> config = loops.config(model);
            config.filter(c -> !c.model().equals(model))
                    .ifPresent(c -> LOG.error(
                            "{} is for model '{}', but its folder is '{}': name them alike",
                            file.key(),
                            c.model(),
                            model));
            return new Known(file.version(), config.filter(c -> c.model().equals(model)));
        } catch (LoopException e) {
            LOG.error("model {} is not run:\n{}", model, e.getMessage());
            return new Known(file.version(), Optional.empty());
        }
    }

    /** The configurations that are valid. */
    List<LoopConfig> configs() {
        List<LoopConfig> configs = new ArrayList<>();
        known.values().forEach(k -> k.config().ifPresent(configs::add));
        return configs;
    }

    Optional<LoopConfig> config(String model) {
        return Optional.ofNullable(known.get(model)).flatMap(Known::config);
    }
}
