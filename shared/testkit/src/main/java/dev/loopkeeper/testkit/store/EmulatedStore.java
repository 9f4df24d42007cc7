package dev.loopkeeper.testkit.store;

import dev.loopkeeper.store.ObjectStore;
import java.time.Duration;
import java.util.function.Consumer;

/** A cloud's object store as its emulator plays it; a place is a bucket or container of it. */
public interface EmulatedStore {
    /** Where clients call. */
    String host();

    /** A front of one's own, to spoil requests; the caller closes it. */
    FaultyFront front();

    /** Creates an empty place and returns its name. */
    String newPlace();

    /** What the cloud calls a place, as messages do. */
    String word();

    /**
     * The adapter with its client, which does not wait.
     *
     * @param host that of the emulator or of a front
     * @param pauses is told every pause that the client would have made
     */
    ObjectStore at(String host, String state, String uploads, Consumer<Duration> pauses);

    /** Everything in one place. */
    default ObjectStore at(String host, String place) {
        return at(host, place, place, pause -> {});
    }

    /** A refusal as the cloud words it, which asks to come back after so many seconds. */
    Fault turnedAway(int status, int retryAfter);
}
