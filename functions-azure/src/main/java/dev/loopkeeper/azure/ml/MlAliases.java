package dev.loopkeeper.azure.ml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Aliases, which the service does not know: tags of the model, all written by one PUT, so that they move together and
 * no alias is ever nowhere.
 *
 * <p>The stage of each version repeats them for the studio, new holders before old ones; a stage is shown and never
 * read. Tags of others stay as they are.
 */
final class MlAliases {
    static final List<String> OURS = List.of("champion", "challenger", "previous");
    private static final String PREFIX = "loopkeeper_";

    private final ArmApi api;

    MlAliases(ArmApi api) {
        this.api = api;
    }

    /** Aliases by version name. */
    Map<String, Set<String>> read(String model) {
        JsonNode tags = api.find("models/" + model, "model " + model)
                .map(m -> m.path("properties").path("tags"))
                .orElse(Writable.empty());
        Map<String, Set<String>> byVersion = new TreeMap<>();
        for (String alias : OURS) {
            if (tags.hasNonNull(PREFIX + alias)) {
                byVersion
                        .computeIfAbsent(tags.path(PREFIX + alias).asText(), v -> new TreeSet<>())
                        .add(alias);
            }
        }
        return byVersion;
    }

    void move(String model, Map<String, String> wanted) {
        Map<String, Set<String>> before = read(model);
        tag(model, wanted);
        // The champion's new holder is the first to show it.
        Map<String, Set<String>> after = new LinkedHashMap<>();
        OURS.stream().filter(wanted::containsKey).forEach(alias -> after.computeIfAbsent(
                        wanted.get(alias), v -> new TreeSet<>())
                .add(alias));
        after.forEach((version, aliases) -> stage(model, version, aliases));
        before.keySet().stream()
                .filter(version -> !after.containsKey(version))
                .forEach(version -> stage(model, version, Set.of()));
    }

    private void tag(String model, Map<String, String> wanted) {
        String what = "aliases of model " + model;
        ObjectNode resource = api.find("models/" + model, what).orElseGet(Writable::empty);
        ObjectNode body = Writable.of(resource, "latestVersion", "nextVersion");
        ObjectNode tags = body.withObject("/properties").withObject("/tags");
        JsonNode old = tags.deepCopy();
        OURS.forEach(alias -> tags.remove(PREFIX + alias));
        wanted.forEach((alias, version) -> tags.put(PREFIX + alias, version));
        if (!tags.equals(old)) {
            api.put("models/" + model, body, what).expectOk();
        }
    }

    private void stage(String model, String version, Set<String> aliases) {
        String what = "stage of version " + version + " of model " + model;
        MlNames.number(version).map(number -> MlVersion.resource(model, number)).ifPresent(path -> api.find(path, what)
                .ifPresent(resource -> {
                    ObjectNode body = Writable.of(resource);
                    ObjectNode properties = body.withObject("/properties");
                    String stage = stage(properties, aliases);
                    if (!Objects.equals(properties.path("stage").asText(""), stage)) {
                        properties.put("stage", stage);
                        api.put(path, body, what).expectOk();
                    }
                }));
    }

    private static String stage(JsonNode version, Set<String> aliases) {
        boolean blessed = version.path("properties").path(PREFIX + "blessed").asBoolean(true);
        return aliases.isEmpty() ? stage(blessed) : String.join(" ", aliases);
    }

    /** The stage of a version that has no alias. */
    static String stage(boolean blessed) {
        return blessed ? "registered" : "rejected";
    }
}
