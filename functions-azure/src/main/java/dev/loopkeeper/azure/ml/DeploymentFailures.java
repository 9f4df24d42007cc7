package dev.loopkeeper.azure.ml;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.store.ObjectStore;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a deployment does not say of itself: which operation makes it, and why Azure refused to begin. One object an
 * endpoint.
 *
 * <p>The object is a hint, last writer wins: a lost entry costs a reason, or one more refused call.
 */
final class DeploymentFailures {
    private static final int LONGEST = 500;

    /**
     * One deployment.
     *
     * @param operation address of its state, empty when there is none
     * @param refusal why it never began, empty when it did
     */
    record Entry(String operation, String refusal) {}

    /** The object's body. */
    record Entries(Map<String, Entry> versions) {}

    private final ArmApi api;
    private final ObjectStore store;

    DeploymentFailures(ArmApi api, ObjectStore store) {
        this.api = api;
        this.store = store;
    }

    private static String key(String endpoint) {
        return "azure-ml/deployments/" + endpoint + ".json";
    }

    Map<String, Entry> of(String endpoint) {
        String key = key(endpoint);
        return store.get(key)
                .map(body -> Json.read(body, Entries.class, key).versions())
                .orElse(Map.of());
    }

    void started(String endpoint, String version, Optional<String> operation) {
        put(endpoint, version, new Entry(operation.orElse(""), ""));
    }

    void refused(String endpoint, String version, String reason) {
        put(endpoint, version, new Entry("", reason));
    }

    void forget(String endpoint, String version) {
        Map<String, Entry> entries = new TreeMap<>(of(endpoint));
        if (entries.remove(version) != null) {
            store.put(key(endpoint), Json.write(new Entries(entries)));
        }
    }

    /** Why a deployment has failed, as its operation tells it while Azure remembers. */
    String reason(Entry entry, String what) {
        if (!entry.refusal().isEmpty()) {
            return entry.refusal();
        }
        return said(entry, what)
                .map(o -> o.path("error"))
                .filter(e -> !e.path("message").asText("").isEmpty())
                .map(e -> (e.path("code").asText("") + " " + e.path("message").asText()).strip())
                .map(said -> said.replaceAll("[\\p{C}\\s]+", " "))
                .map(said -> said.substring(0, Math.min(LONGEST, said.length())))
                .orElse("Azure gives no reason any more; the deployment's log may");
    }

    private Optional<JsonNode> said(Entry entry, String what) {
        try {
            return entry.operation().isEmpty() ? Optional.empty() : api.operation(entry.operation(), what);
        } catch (LoopException e) {
            // A reason is worth a call, not a rollback that waits for it.
            return Optional.empty();
        }
    }

    private void put(String endpoint, String version, Entry entry) {
        Map<String, Entry> entries = new TreeMap<>(of(endpoint));
        entries.put(version, entry);
        store.put(key(endpoint), Json.write(new Entries(entries)));
    }
}
