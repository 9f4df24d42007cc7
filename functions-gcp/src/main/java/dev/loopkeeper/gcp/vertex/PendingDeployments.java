package dev.loopkeeper.gcp.vertex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.rollout.EndpointView.Deployment;
import dev.loopkeeper.store.ObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Deployments that were started and that the endpoint does not list yet: one object an endpoint.
 *
 * <p>Vertex AI's operations do not say which version they deploy, so their names are kept here. The object is a hint,
 * last writer wins: a lost entry means that the deployment is asked for again, which its own id makes harmless.
 */
final class PendingDeployments {
    private static final Duration UNNAMED = Duration.ofMinutes(30);
    private static final Duration SETTLING = Duration.ofMinutes(5);
    private static final int LONGEST = 500;

    /**
     * One deployment.
     *
     * @param operation full name; empty when it was started by a call whose answer was lost
     * @param failure why the service refused it at once; empty if it did not
     */
    record Entry(String operation, Instant at, String failure) {}

    /**
     * How a deployment stands.
     *
     * @param reason why it failed, empty when it did not
     */
    record Standing(Deployment state, String reason) {
        static final Standing ON_ITS_WAY = new Standing(Deployment.DEPLOYING, "");

        static Standing failed(String reason) {
            String line = reason.replaceAll("[\\p{C}\\s]+", " ").strip();
            return new Standing(Deployment.FAILED, line.substring(0, Math.min(LONGEST, line.length())));
        }

        boolean onItsWay() {
            return state == Deployment.DEPLOYING;
        }
    }

    /** The object's body. */
    record Entries(Map<String, Entry> versions) {}

    private final VertexApi api;
    private final ObjectStore store;
    private final InstantSource clock;

    PendingDeployments(VertexApi api, ObjectStore store, InstantSource clock) {
        this.api = api;
        this.store = store;
        this.clock = clock;
    }

    Map<String, Entry> of(String endpoint) {
        String key = VertexKeys.deployments(endpoint);
        return store.get(key)
                .map(body -> Json.read(body, Entries.class, key).versions())
                .orElse(Map.of());
    }

    void started(String endpoint, String version, String operation) {
        put(endpoint, version, new Entry(operation, clock.instant(), ""));
    }

    void failed(String endpoint, String version, String reason) {
        put(endpoint, version, new Entry("", clock.instant(), reason));
    }

    void forget(String endpoint, String version) {
        Map<String, Entry> entries = new TreeMap<>(of(endpoint));
        if (entries.remove(version) != null) {
            store.put(VertexKeys.deployments(endpoint), Json.write(new Entries(entries)));
        }
    }

    /** How a deployment stands that the endpoint does not list; empty when it has to be started again. */
    Optional<Standing> standing(Entry entry) {
        if (!entry.failure().isEmpty()) {
            return Optional.of(Standing.failed(entry.failure()));
        }
        if (entry.operation().isEmpty()) {
            return soon(entry.at(), UNNAMED);
        }
        return api.find(entry.operation(), "operation " + entry.operation()).flatMap(this::standing);
    }

    private Optional<Standing> standing(JsonNode operation) {
        if (!operation.path("done").asBoolean(false)) {
            return Optional.of(Standing.ON_ITS_WAY);
        }
        if (operation.has("error")) {
            return Optional.of(Standing.failed(operation
                    .path("error")
                    .path("message")
                    .asText("Vertex AI gives no reason: see the endpoint's logs")));
        }
        // Done and not listed: either this read of the endpoint is older, or somebody undeployed it since.
        return soon(ended(operation), SETTLING);
    }

    private Optional<Standing> soon(Instant since, Duration span) {
        return clock.instant().isBefore(since.plus(span)) ? Optional.of(Standing.ON_ITS_WAY) : Optional.empty();
    }

    private static Instant ended(JsonNode operation) {
        String text = operation
                .path("metadata")
                .path("genericMetadata")
                .path("updateTime")
                .asText("");
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }

    private void put(String endpoint, String version, Entry entry) {
        Map<String, Entry> entries = new TreeMap<>(of(endpoint));
        entries.put(version, entry);
        store.put(VertexKeys.deployments(endpoint), Json.write(new Entries(entries)));
    }
}
