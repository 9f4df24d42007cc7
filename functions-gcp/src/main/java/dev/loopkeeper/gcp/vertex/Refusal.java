package dev.loopkeeper.gcp.vertex;

import dev.loopkeeper.connectors.rest.RestAnswer;
import java.util.Locale;
import java.util.Set;

/**
 * Tells apart why a call was refused. Which of its codes the service uses is not written down for endpoints, so every
 * one that AIP-154 and AIP-133 allow is understood.
 */
final class Refusal {
    private static final Set<String> MOVED_ON = Set.of("ABORTED", "FAILED_PRECONDITION");

    private Refusal() {}

    /** Whether the token of a conditional write was not the newest one. */
    static boolean stale(RestAnswer answer, String what) {
        if (answer.status() == 409 || answer.status() == 412) {
            return true;
        }
        return answer.status() == 400
                && (MOVED_ON.contains(VertexApi.status(answer, what)) || mentions(answer, "etag"));
    }

    /** Whether something with our own id exists already: the service's word for it, or a text that names the id. */
    static boolean duplicate(RestAnswer answer, String what, String id) {
        if (answer.status() != 409 && answer.status() != 400) {
            return false;
        }
        return VertexApi.status(answer, what).equals("ALREADY_EXISTS")
                || mentions(answer, id) && mentions(answer, "already");
    }

    /** Whether something else is in the way that passes, such as another operation; ask for duplicates first. */
    static boolean busy(RestAnswer answer, String what) {
        return answer.status() == 409
                || answer.status() == 412
                || answer.status() == 400 && MOVED_ON.contains(VertexApi.status(answer, what));
    }

    private static boolean mentions(RestAnswer answer, String word) {
        return answer.reason().toLowerCase(Locale.ROOT).contains(word);
    }
}
