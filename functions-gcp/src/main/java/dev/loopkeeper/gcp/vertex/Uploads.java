package dev.loopkeeper.gcp.vertex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loopkeeper.connectors.rest.RestAnswer;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.registry.Registration;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.store.ObjectStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Uploads the version of a run at most once at a time: who puts the {@link UploadClaim} into the object store uploads.
 * A claim that holds no longer may be taken over, and of two versions of one run the first counts.
 */
final class Uploads {
    private static final int ALREADY_EXISTS = 6;

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
        Optional<UploadClaim> known = claim(key);
        if (known.filter(UploadClaim::running).isPresent()) {
            return finished(registration, key, known.get());
        }
        if (known.isPresent() && !known.get().over(clock.instant())) {
            known.get().complain(what(registration));
            return Optional.empty();
        }
        // The body is made before the claim: a registration that cannot be uploaded must not hold one.
        ObjectNode body = request.of(registration, first(registration));
        UploadClaim ours = UploadClaim.of(known.map(UploadClaim::failures).orElse(0), clock.instant());
        boolean free = known.isEmpty() || released(key, known.get());
        if (free && store.putIfAbsent(key, Json.write(ours))) {
            start(what(registration), key, body, ours);
        }
        return Optional.empty();
    }

    private static String what(Registration registration) {
        return "upload of run " + registration.runId() + " of model " + registration.model();
    }

    private Optional<UploadClaim> claim(String key) {
        return store.get(key).map(body -> Json.read(body, UploadClaim.class, key));
    }

    private boolean released(String key, UploadClaim claim) {
        // Between the two reads another may have claimed: then this deletes nothing, or is told so by the next claim.
        Optional<ObjectInfo> seen = store.stat(key);
        boolean same = claim(key).filter(claim::equals).isPresent();
        return same && seen.map(store::deleteIf).orElse(true);
    }

    private boolean first(Registration registration) {
        String model = api.place().parent() + "/models/" + registration.model();
        return api.find(model, "model " + registration.model()).isEmpty();
    }

    private void start(String what, String key, ObjectNode body, UploadClaim ours) {
        RestAnswer answer = send(body, key, what, ours);
        if (answer.ok()) {
            String operation = answer.json(what).path("name").asText("");
            store.put(key, Json.write(ours.started(operation, clock.instant())));
            return;
        }
        if (answer.status() == 409) {
            // Two first versions at once: the model exists now, so the next look adds a version to it.
            giveBack(key, ours);
            return;
        }
        UploadClaim refused = ours.refused(answer.status() + " " + answer.reason(), clock.instant());
        store.put(key, Json.write(refused));
        refused.complain(what);
    }

    private RestAnswer send(ObjectNode body, String key, String what, UploadClaim ours) {
        try {
            return api.send("POST", api.place().parent() + "/models:upload", body, false, what);
        } catch (LoopException e) {
            if (e.kind() == LoopException.Kind.TRANSIENT) {
                giveBack(key, ours);
            }
            throw e;
        }
    }

    /** Nothing was uploaded: the next look may, and still knows how often it failed before. */
    private void giveBack(String key, UploadClaim ours) {
        if (ours.failures() == 0) {
            store.delete(key);
        } else {
            store.put(key, Json.write(UploadClaim.of(ours.failures(), Instant.EPOCH)));
        }
    }

    private Optional<Long> finished(Registration registration, String key, UploadClaim claim) {
        Optional<JsonNode> operation = api.find(claim.operation(), what(registration));
        JsonNode error = operation.map(o -> o.path("error")).orElse(MissingNode.getInstance());
        if (operation.isEmpty() || error.path("code").asInt() == ALREADY_EXISTS) {
            released(key, claim);
            return Optional.empty();
        }
        if (!error.isMissingNode()) {
            UploadClaim failed = claim.failed(
                    error.path("code").asInt(), error.path("message").asText(""), clock.instant());
            if (released(key, claim)) {
                store.putIfAbsent(key, Json.write(failed));
            }
            failed.complain(what(registration));
        }
        String number = operation.get().path("response").path("modelVersionId").asText("");
        return number.isEmpty() ? Optional.empty() : Optional.of(Long.parseLong(number));
    }
}
