package dev.loopkeeper.azure.ml;

import dev.loopkeeper.edge.Json;
import dev.loopkeeper.store.ObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which job a run has come to and when it was sent, in the object store: the registry names the job of a version, and a
 * job that was just sent is not gone because a look does not find it yet.
 */
record JobNotes(ObjectStore store) {
    /** After that long a job that is not found is one the service does not know. */
    private static final Duration LATE = Duration.ofMinutes(10);

    record Note(String job, Instant sent) {}

    void write(MlAttempt a, Instant now) {
        store.put(MlNames.jobKey(a.model(), a.runId()), Json.write(new Note(a.jobName(), now)));
    }

    /** The newest job of the run. */
    Optional<String> job(String model, String runId) {
        return read(model, runId).map(Note::job);
    }

    /** Whether the attempt's job was sent so lately that it may not be shown yet. */
    boolean onItsWay(MlAttempt a, Instant now) {
        return read(a.model(), a.runId())
                .filter(note -> note.job().equals(a.jobName()))
                .filter(note -> now.isBefore(note.sent().plus(LATE)))
                .isPresent();
    }

    private Optional<Note> read(String model, String runId) {
        String key = MlNames.jobKey(model, runId);
        return store.get(key).map(body -> Json.read(body, Note.class, key));
    }
}
