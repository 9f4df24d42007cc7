package dev.loopkeeper.gcp.vertex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loopkeeper.connectors.rest.RestAnswer;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.registry.Registration;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.store.ObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Uploads the version of a run at most once at a time: who puts the claim into the object store uploads. A claim
 * without an operation is one whose answer was lost; after a while another may take it over, and of two versions of one
 * run the first counts.
 */
final class Uploads {
    private static final Duration LOST = Duration.ofMinutes(5);
    private static final int ALREADY_EXISTS = 6;

    /** @param operation full name; empty until the upload was answered */
    record Claim(String operation, Instant at) {}

    private final VertexApi api;
    private final ObjectStore store;
    private final InstantSource clock;
    private final UploadRequest request;

    Uploads(VertexApi api, ObjectStore store, VertexServing serving, InstantSource clock) {
        this.api = api;
        this.store = store;
        this.clock = clock;
        this.request = new UploadRequest(api.place(), serving);
    }

    /** Starts the upload, or asks how it stands; the version's number when it is done. */
    Optional<Long> advance(Registration registration) {
        String key = VertexKeys.upload(registration.model(), Labels.value(registration.runId()));
        Optional<Claim> known = store.get(key).map(body -> Json.read(body, Claim.class, key));
        if (known.filter(claim -> !claim.operation().isEmpty()).isPresent()) {
            return finished(registration, key, known.get());
        }
        // The body is made before the claim: a registration that cannot be uploaded must not hold one.
        ObjectNode body = request.of(registration, first(registration));
        boolean free = known.isEmpty() || abandoned(key, known.get());
        if (free && store.putIfAbsent(key, Json.write(new Claim("", clock.instant())))) {
            start(registration, key, body);
        }
        return Optional.empty();
    }

    private boolean abandoned(String key, Claim claim) {
        if (clock.instant().isBefore(claim.at().plus(LOST))) {
            return false;
        }
        // Between the two reads another may have claimed: then this deletes nothing, or is told so by the next claim.
        Optional<ObjectInfo> seen = store.stat(key);
        boolean same = store.get(key)
                .map(body -> Json.read(body, Claim.class, key))
                .filter(claim::equals)
                .isPresent();
        return same && seen.map(store::deleteIf).orElse(true);
    }

    private boolean first(Registration registration) {
        String model = api.place().parent() + "/models/" + registration.model();
        return api.find(model, "model " + registration.model()).isEmpty();
    }

    private void start(Registration registration, String key, ObjectNode body) {
        String what = "upload of run " + registration.runId() + " of model " + registration.model();
        RestAnswer answer = send(body, key, what);
        if (answer.ok()) {
            String operation = answer.json(what).path("name").asText("");
            store.put(key, Json.write(new Claim(operation, clock.instant())));
            return;
        }
        store.delete(key);
        // Two first versions at once: the model exists now, so the next look adds a version to it.
        if (answer.status() != 409 && answer.status() != 404) {
            throw VertexApi.refused(answer, what);
        }
    }

    private RestAnswer send(ObjectNode body, String key, String what) {
        try {
            return api.send("POST", api.place().parent() + "/models:upload", body, false, what);
        } catch (LoopException e) {
            if (e.kind() == LoopException.Kind.TRANSIENT) {
                store.delete(key);
            }
            throw e;
        }
    }

    private Optional<Long> finished(Registration registration, String key, Claim claim) {
        String what = "upload of run " + registration.runId() + " of model " + registration.model();
        Optional<JsonNode> operation = api.find(claim.operation(), what);
        if (operation.isEmpty() || operation.get().has("error")) {
            store.delete(key);
            JsonNode error =
                    operation.map(o -> o.path("error")).orElse(Json.mapper().createObjectNode());
            if (operation.isPresent() && error.path("code").asInt() != ALREADY_EXISTS) {
                throw LoopException.poison(
                        what + " failed: " + error.path("message").asText("no reason given"));
            }
            return Optional.empty();
        }
        String number = operation.get().path("response").path("modelVersionId").asText("");
        return number.isEmpty() ? Optional.empty() : Optional.of(Long.parseLong(number));
    }
}
