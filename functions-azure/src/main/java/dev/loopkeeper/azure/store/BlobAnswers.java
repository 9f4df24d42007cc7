package dev.loopkeeper.azure.store;

import dev.loopkeeper.connectors.rest.RestAnswer;
import dev.loopkeeper.edge.LoopException;
import java.util.Set;

/**
 * Reads the answers of Blob Storage by its error codes and not by status alone: a 404 is an absent blob only when the
 * service says so, and a container that does not exist is {@code TRANSIENT}, as it must not look like an empty one.
 */
record BlobAnswers(String what) {
    private static final Set<String> ABSENT = Set.of("BlobNotFound", "ResourceNotFound");
    private static final Set<String> STANDS = Set.of("BlobAlreadyExists", "ConditionNotMet");

    static String code(RestAnswer answer) {
        return answer.header("x-ms-error-code").orElse("");
    }

    /** Whether the blob is not there. */
    boolean absent(RestAnswer answer) {
        return answer.status() == 404 && ABSENT.contains(code(answer));
    }

    /** Whether a condition of the call did not hold. */
    boolean conditionFailed(RestAnswer answer) {
        return (answer.status() == 409 || answer.status() == 412) && STANDS.contains(code(answer));
    }

    RestAnswer expected(RestAnswer answer, int status) {
        if (answer.status() == status) {
            return answer;
        }
        throw LoopException.transientFailure(what + " was not served: " + refusal(answer), null);
    }

    String refusal(RestAnswer answer) {
        if (code(answer).equals("ContainerNotFound")) {
            return "the container does not exist; create it or correct its name";
        }
        return answer.status() + " " + code(answer) + " " + answer.reason();
    }

    /** The ETag of an answer that carries a blob; one of something in between does not name the blob's type. */
    String version(RestAnswer answer) {
        return BlobNames.version(answer.header("etag"))
                .filter(e -> answer.header("x-ms-blob-type").isPresent())
                .orElseThrow(() -> LoopException.transientFailure(
                        what + " came without ETag or blob type: is something between us and Blob Storage?", null));
    }

    /** A success that is not the service's own may come from a proxy in between: the deed may or may not be done. */
    void done(RestAnswer answer, int status, String deed) {
        if (answer.ok()
                && (answer.status() != status
                        || answer.header("x-ms-request-id").isEmpty())) {
            throw LoopException.unknownOutcome(
                    what + " may not have been " + deed + ": the answer " + answer.status()
                            + " is that of something between us and Blob Storage",
                    null);
        }
        if (!answer.ok()) {
            throw LoopException.transientFailure(what + " was not " + deed + ": " + refusal(answer), null);
        }
    }
}
