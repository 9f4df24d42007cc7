package dev.loopkeeper.local.registry;

import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.registry.ModelRegistry;
import dev.loopkeeper.registry.RegisteredVersion;
import dev.loopkeeper.registry.Registration;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The registry of the embedded default: one immutable object a version, named {@code v1}, {@code v2}, ..., and one
 * object with the aliases.
 *
 * <p>The next free number is claimed by {@link ObjectStore#putIfAbsent}; who loses the race reads every version again
 * before it claims another number, so a run that registers twice at once still gets one version. Versions are read from
 * the store once.
 */
public final class FileRegistry implements ModelRegistry {
    private static final int PAGE = 1_000;
    private static final int ATTEMPTS = 100;

    /** {@code registry/<model>/aliases.json}: alias to version. */
    record Aliases(Map<String, String> versions) {
        Set<String> of(String version) {
            return versions.entrySet().stream()
                    .filter(alias -> alias.getValue().equals(version))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private final ObjectStore store;
    private final Map<String, Registration> known = new ConcurrentHashMap<>();

    public FileRegistry(ObjectStore store) {
        this.store = store;
    }

    @Override
    public String register(Registration registration) {
        byte[] body = Json.write(registration);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            List<Registration> all = registrations(registration.model());
            for (int i = 0; i < all.size(); i++) {
                if (all.get(i).runId().equals(registration.runId())) {
                    return version(i + 1);
                }
            }
            if (store.putIfAbsent(Layout.registered(registration.model(), all.size() + 1), body)) {
                return version(all.size() + 1);
            }
        }
        throw LoopException.conflict("run " + registration.runId() + " of model " + registration.model() + " lost "
                + ATTEMPTS + " races for a version number: register it again");
    }

    @Override
    public void alias(String model, Map<String, String> aliases) {
        store.put(Layout.aliases(model), Json.write(new Aliases(aliases)));
    }

    @Override
    public List<RegisteredVersion> versions(String model) {
        List<Registration> all = registrations(model);
        Aliases aliases = store.get(Layout.aliases(model))
                .map(body -> Json.read(body, Aliases.class, Layout.aliases(model)))
                .orElse(new Aliases(Map.of()));
        List<RegisteredVersion> versions = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            versions.add(new RegisteredVersion(version(i + 1), all.get(i), aliases.of(version(i + 1))));
        }
        return List.copyOf(versions);
    }

    private List<Registration> registrations(String model) {
        String prefix = Layout.registeredPrefix(model);
        List<Registration> all = new ArrayList<>();
        List<ObjectInfo> page = store.list(prefix, "", PAGE);
        while (!page.isEmpty()) {
            page.forEach(object -> all.add(known.computeIfAbsent(object.key(), this::read)));
            page = store.list(prefix, page.get(page.size() - 1).key(), PAGE);
        }
        return all;
    }

    private Registration read(String key) {
        byte[] body = store.get(key)
                .orElseThrow(() -> LoopException.poison("registry object '" + key
                        + "' was removed while it was read: versions are append-only, restore it"));
        return Json.read(body, Registration.class, key);
    }

    private static String version(int number) {
        return "v" + number;
    }
}
