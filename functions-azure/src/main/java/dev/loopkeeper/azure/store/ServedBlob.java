package dev.loopkeeper.azure.store;

import dev.loopkeeper.connectors.rest.RestAnswer;
import dev.loopkeeper.connectors.rest.RestCall;
import dev.loopkeeper.connectors.rest.RestClient;
import dev.loopkeeper.connectors.rest.RestStream;
import dev.loopkeeper.connectors.store.ServedObject;

/**
 * One blob as Blob Storage serves it.
 *
 * <p>The service keeps no older versions unless an account asks for it: a blob that was replaced after a connection
 * broke cannot be read on.
 */
record ServedBlob(RestClient rest, String uri, String what) implements ServedObject {
    @Override
    public RestCall any() {
        return RestCall.get(uri);
    }

    @Override
    public RestCall exactly(String version) {
        return RestCall.get(uri).with("If-Match", BlobNames.quoted(version));
    }

    @Override
    public RestStream stream(RestCall call) {
        return rest.stream(call, what);
    }

    @Override
    public String version(RestAnswer head) {
        return new BlobAnswers(what).version(head);
    }

    @Override
    public boolean absent(RestAnswer answer) {
        return new BlobAnswers(what).absent(answer);
    }

    @Override
    public String refusal(RestAnswer answer) {
        return why(answer) + new BlobAnswers(what).refusal(answer);
    }

    private String why(RestAnswer answer) {
        if (absent(answer)) {
            return " does not exist (any more): ";
        }
        return new BlobAnswers(what).conditionFailed(answer)
                ? " was replaced while it was read: "
                : " could not be opened: ";
    }
}
