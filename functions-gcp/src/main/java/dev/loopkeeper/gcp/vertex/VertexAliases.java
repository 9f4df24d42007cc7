package dev.loopkeeper.gcp.vertex;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Moves the loop's aliases: first they are added where they belong, then removed where the service left one behind, so
 * that an alias is never nowhere.
 *
 * <p>{@code default}, which exactly one version must have, goes with {@code champion} and is never removed. Aliases of
 * others stay as they are.
 */
final class VertexAliases {
    static final Set<String> OURS = Set.of("champion", "challenger", "previous");
    private static final String DEFAULT = "default";

    private final VertexApi api;

    VertexAliases(VertexApi api) {
        this.api = api;
    }

    void move(String model, Map<String, String> wanted, Supplier<List<VertexVersion>> versions) {
        Map<String, Set<String>> byNumber = new TreeMap<>();
        wanted.forEach((alias, version) -> VersionNames.number(model, version).ifPresent(number -> {
            Set<String> aliases = byNumber.computeIfAbsent(number, n -> new TreeSet<>());
            aliases.add(alias);
            if (alias.equals("champion")) {
                aliases.add(DEFAULT);
            }
        }));
        for (VertexVersion version : versions.get()) {
            Set<String> missing = new TreeSet<>(at(byNumber, version));
            missing.removeAll(version.aliases());
            merge(model, version, missing);
        }
        for (VertexVersion version : versions.get()) {
            Set<String> left = new HashSet<>(version.aliases());
            left.retainAll(OURS);
            left.removeAll(at(byNumber, version));
            Set<String> removals = new TreeSet<>();
            left.forEach(alias -> removals.add("-" + alias));
            merge(model, version, removals);
        }
    }

    private static Set<String> at(Map<String, Set<String>> byNumber, VertexVersion version) {
        return byNumber.getOrDefault(Long.toString(version.number()), Set.of());
    }

    private void merge(String model, VertexVersion version, Set<String> aliases) {
        if (aliases.isEmpty()) {
            return;
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode list = body.putArray("versionAliases");
        aliases.forEach(list::add);
        String resource = api.place().model(model, Long.toString(version.number())) + ":mergeVersionAliases";
        String what = "aliases " + aliases + " of version " + version.name() + " of model " + model;
        VertexApi.good(api.send("POST", resource, body, true, what), what);
    }
}
