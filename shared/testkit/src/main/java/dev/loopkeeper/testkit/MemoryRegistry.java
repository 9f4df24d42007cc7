package dev.loopkeeper.testkit;

import dev.loopkeeper.registry.ModelRegistry;
import dev.loopkeeper.registry.RegisteredVersion;
import dev.loopkeeper.registry.Registration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A model registry in memory: versions are {@code v1}, {@code v2}, ... per model. */
public final class MemoryRegistry implements ModelRegistry {
    private final TreeMap<String, List<Registration>> registrations = new TreeMap<>();
    private final TreeMap<String, Map<String, String>> aliases = new TreeMap<>();

    @Override
    public synchronized String register(Registration registration) {
        List<Registration> known = registrations.computeIfAbsent(registration.model(), model -> new ArrayList<>());
        for (int i = 0; i < known.size(); i++) {
            if (known.get(i).runId().equals(registration.runId())) {
                return version(i);
            }
        }
        known.add(registration);
        return version(known.size() - 1);
    }

    @Override
    public synchronized void alias(String model, Map<String, String> wanted) {
        aliases.put(model, new TreeMap<>(wanted));
    }

    @Override
    public synchronized List<RegisteredVersion> versions(String model) {
        List<Registration> known = registrations.getOrDefault(model, List.of());
        List<RegisteredVersion> versions = new ArrayList<>();
        for (int i = 0; i < known.size(); i++) {
            versions.add(new RegisteredVersion(version(i), known.get(i), aliasesOf(model, version(i))));
        }
        return List.copyOf(versions);
    }

    private Set<String> aliasesOf(String model, String version) {
        Set<String> names = new TreeSet<>();
        aliases.getOrDefault(model, Map.of()).forEach((alias, target) -> {
            if (target.equals(version)) {
                names.add(alias);
            }
        });
        return names;
    }

    private static String version(int index) {
        return "v" + (index + 1);
    }
}
