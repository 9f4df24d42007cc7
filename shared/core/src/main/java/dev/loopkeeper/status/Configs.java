package dev.loopkeeper.status;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.config.LoopConfigReader;
import dev.loopkeeper.config.Problem;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.store.ObjectStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The models that have a {@code loop.yaml}, and what it says; the same bytes are parsed once. */
final class Configs {
    private static final String FOLDER = "models/";
    private static final String FILE = "/loop.yaml";
    private static final int PAGE = 1_000;
    private static final int CACHED = 5_000;

    private final ObjectStore store;
    private final Map<String, Read> cache = new ConcurrentHashMap<>();

    Configs(ObjectStore store) {
        this.store = store;
    }

    /** One file, read: the configuration, or what is wrong with it. */
    record Read(byte[] body, Optional<LoopConfig> config, List<String> problems) {}

    /** Names after {@code after}, in byte order, at most {@code limit}. */
    List<String> models(String after, int limit) {
        List<String> names = new ArrayList<>();
        // What lies in a model's folder beside its loop.yaml sorts between "<model>/" and "<model>0".
        String from = after.isEmpty() ? "" : FOLDER + after + FILE;
        List<ObjectInfo> page = store.list(FOLDER, from, PAGE);
        while (!page.isEmpty() && names.size() < limit) {
            page.stream()
                    .flatMap(info -> name(info.key()).stream())
                    .limit(limit - names.size())
                    .forEach(names::add);
            page = page.size() < PAGE
                    ? List.of()
                    : store.list(FOLDER, page.get(page.size() - 1).key(), PAGE);
        }
        return names;
    }

    /** What the model's file says; empty when it has none. */
    Optional<Read> read(String model) {
        String key = Layout.config(model);
        return store.get(key).map(body -> {
            Read known = cache.get(model);
            if (known != null && Arrays.equals(known.body(), body)) {
                return known;
            }
            if (cache.size() > CACHED) {
                cache.clear();
            }
            Read read = parse(model, body, key);
            cache.put(model, read);
            return read;
        });
    }

    private static Read parse(String model, byte[] body, String key) {
        LoopConfigReader.Result result = LoopConfigReader.read(body, key);
        if (result instanceof LoopConfigReader.Result.Valid valid) {
            String named = valid.config().model();
            return named.equals(model)
                    ? new Read(body, Optional.of(valid.config()), List.of())
                    : new Read(
                            body,
                            Optional.empty(),
                            List.of(key + ": model: is " + named + ", must be " + model + ", the name of its folder"));
        }
        return new Read(
                body,
                Optional.empty(),
                ((LoopConfigReader.Result.Invalid) result)
                        .problems().stream().map(Problem::toString).toList());
    }

    private static Optional<String> name(String key) {
        boolean fits = key.endsWith(FILE) && key.length() > FOLDER.length() + FILE.length();
        String name = fits ? key.substring(FOLDER.length(), key.length() - FILE.length()) : "";
        return name.isEmpty() || name.contains("/") ? Optional.empty() : Optional.of(name);
    }
}
