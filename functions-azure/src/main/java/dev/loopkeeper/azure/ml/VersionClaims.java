package dev.loopkeeper.azure.ml;

import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.registry.Registration;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.store.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Decides which number the version of a run gets, in the object store: a PUT of a version that is there is an update,
 * so no two runs may ever send one of the same number.
 *
 * <p>A number belongs to the run whose name is written first to its key, and a run has the number of the record that is
 * written first for it. Two that register the same run at once, or one after the other has died, find the number that
 * is the run's already: none is left out.
 */
final class VersionClaims {
    private static final int TRIES = 50;
    private static final int PAGE = 1_000;

    /** The version of a run: whoever repeats the registration sends these very words. */
    record Claim(long number, Registration registration) {}

    private final ArmApi api;
    private final ObjectStore store;

    VersionClaims(ArmApi api, ObjectStore store) {
        this.api = api;
        this.store = store;
    }

    /** The claim of the registration's run; a repeat gets the first one. */
    Claim of(Registration registration) {
        String key = MlNames.versionKey(registration.model(), registration.runId());
        Optional<Claim> known = read(key);
        if (known.isPresent()) {
            return known.get();
        }
        Claim ours = new Claim(number(registration), registration);
        return store.putIfAbsent(key, Json.write(ours)) ? ours : read(key).orElse(ours);
    }

    private Optional<Claim> read(String key) {
        return store.get(key).map(body -> Json.read(body, Claim.class, key));
    }

    private long number(Registration registration) {
        String model = registration.model();
        String run = registration.runId();
        // Asked first: what a twin of ours did to the service since then, it did after it wrote its key.
        long ofService = nextOfService(model);
        long highest = highest(model);
        long next = owns(run, model, highest) ? highest : Math.max(highest + 1, ofService);
        for (int i = 0; i < TRIES; i++, next++) {
            boolean ours = store.putIfAbsent(MlNames.numberKey(model, next), owner(run)) || owns(run, model, next);
            if (ours && free(model, next)) {
                return next;
            }
            Optional<Claim> twin = ours ? read(MlNames.versionKey(model, run)) : Optional.empty();
            if (twin.isPresent()) {
                return twin.get().number();
            }
        }
        throw LoopException.transientFailure(
                "no number could be had for the version of run " + run + " of model " + model + " in " + TRIES
                        + " tries: too many register at once",
                null);
    }

    private static byte[] owner(String run) {
        return run.getBytes(StandardCharsets.UTF_8);
    }

    private boolean owns(String run, String model, long number) {
        return store.get(MlNames.numberKey(model, number))
                .filter(owner -> Arrays.equals(owner, owner(run)))
                .isPresent();
    }

    private boolean free(String model, long number) {
        String version = Long.toString(number);
        return api.find(MlVersion.resource(model, version), "version " + version + " of model " + model)
                .isEmpty();
    }

    /** The highest number that was claimed, 0 when none was. */
    long highest(String model) {
        String prefix = MlNames.numberPrefix(model);
        String after = "";
        while (true) {
            List<ObjectInfo> page = store.list(prefix, after, PAGE);
            if (!page.isEmpty()) {
                after = page.get(page.size() - 1).key();
            }
            if (page.size() < PAGE) {
                return after.isEmpty() ? 0 : Long.parseLong(after.substring(prefix.length()));
            }
        }
    }

    /** What others have added to the model is left behind. */
    private long nextOfService(String model) {
        String next = api.find("models/" + model, "model " + model)
                .map(m -> m.path("properties").path("nextVersion").asText(""))
                .orElse("");
        return next.matches("[1-9][0-9]{0,8}") ? Long.parseLong(next) : 1;
    }

    /** Gives up a number that somebody else took in the service; the run gets another. */
    void release(Claim claim) {
        String key = MlNames.versionKey(
                claim.registration().model(), claim.registration().runId());
        // Looked at before it is read: what is deleted is what was read, or nothing.
        Optional<ObjectInfo> seen = store.stat(key);
        if (read(key).filter(claim::equals).isPresent()) {
            seen.ifPresent(store::deleteIf);
        }
    }
}
