package dev.loopkeeper.gcp.vertex;

import dev.loopkeeper.edge.LoopException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * Who uploads the version of a run, or why nobody does yet.
 *
 * <p>One whose upload was not answered holds for 5 minutes. After a failed upload nothing is uploaded for 5 minutes,
 * and twice as long after each further one, up to an hour.
 *
 * @param operation full name; empty until the upload was answered
 * @param at when it was claimed, answered or seen to have failed
 * @param failures uploads of the run that failed
 * @param reason why the last one failed; empty while one is on its way
 * @param passing whether the reason is one that passes
 */
record UploadClaim(String operation, Instant at, int failures, String reason, boolean passing) {
    private static final Duration SHORTEST = Duration.ofMinutes(5);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int DOUBLINGS = 4;

    /** DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, ABORTED, INTERNAL and UNAVAILABLE of {@code google.rpc.Code}. */
    private static final Set<Integer> PASSING = Set.of(4, 8, 10, 13, 14);

    static UploadClaim of(int failures, Instant now) {
        return new UploadClaim("", now, failures, "", false);
    }

    UploadClaim started(String name, Instant now) {
        return new UploadClaim(name, now, failures, "", false);
    }

    /** The upload failed with a code of {@code google.rpc.Code}. */
    UploadClaim failed(int code, String why, Instant now) {
        String said = why.isBlank() ? "no reason given" : why;
        return new UploadClaim("", now, failures + 1, said, PASSING.contains(code));
    }

    /** The upload was turned away at once, which the same upload would be again. */
    UploadClaim refused(String why, Instant now) {
        return new UploadClaim("", now, failures + 1, "Vertex AI refused it with " + why, false);
    }

    boolean running() {
        return !operation.isEmpty();
    }

    /** Whether another upload may be started. */
    boolean over(Instant now) {
        return !now.isBefore(until());
    }

    private Instant until() {
        Duration grown = SHORTEST.multipliedBy(1L << Math.min(DOUBLINGS, Math.max(0, failures - 1)));
        Duration pause = grown.compareTo(LONGEST) < 0 ? grown : LONGEST;
        return at.plus(reason.isEmpty() ? SHORTEST : pause);
    }

    /** Throws the failure of an upload that has to wait; one on its way has none. */
    void complain(String what) {
        if (reason.isEmpty()) {
            return;
        }
        String message = what + " failed, " + failures + (failures == 1 ? " time" : " times") + " so far: " + reason
                + "; it is tried again after " + until();
        throw passing ? LoopException.transientFailure(message, null) : LoopException.poison(message);
    }
}
