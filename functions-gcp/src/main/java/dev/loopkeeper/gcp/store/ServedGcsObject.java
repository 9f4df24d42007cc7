package dev.loopkeeper.gcp.store;

import dev.loopkeeper.connectors.rest.RestAnswer;
import dev.loopkeeper.connectors.rest.RestCall;
import dev.loopkeeper.connectors.rest.RestStream;
import dev.loopkeeper.connectors.store.ServedObject;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.gcp.rest.GoogleRest;

/**
 * One object as Cloud Storage serves it.
 *
 * <p>An object stored with {@code Content-Encoding: gzip} arrives unpacked, and the service then knows no ranges.
 */
record ServedGcsObject(GoogleRest rest, String uri, String what) implements ServedObject {
    static final String MISSING_BUCKET = "bucket does not exist";

    @Override
    public RestCall any() {
        return RestCall.get(uri + "?alt=media");
    }

    @Override
    public RestCall exactly(String version) {
        return RestCall.get(uri + "?alt=media&generation=" + version);
    }

    @Override
    public RestStream stream(RestCall call) {
        return rest.stream(call, what);
    }

    /** Every answer of Cloud Storage names the generation that was read; one of something in between does not. */
    @Override
    public String version(RestAnswer head) {
        return head.header("x-goog-generation")
                .filter(g -> g.matches("[0-9]{1,19}"))
                .orElseThrow(() -> LoopException.transientFailure(
                        what + " came without a generation: is something between us and Cloud Storage?", null));
    }

    @Override
    public boolean absent(RestAnswer answer) {
        return answer.status() == 404 && !answer.reason().contains(MISSING_BUCKET);
    }

    @Override
    public String refusal(RestAnswer answer) {
        String why = answer.status() == 404 ? " does not exist (any more): " : " could not be opened: ";
        return why + answer.status() + " " + answer.reason();
    }
}
