package dev.loopkeeper.gcp.rest;

import dev.loopkeeper.connectors.rest.AccessTokens;
import dev.loopkeeper.connectors.rest.Authorization;
import dev.loopkeeper.connectors.rest.RestAnswer;
import dev.loopkeeper.connectors.rest.RestCall;
import dev.loopkeeper.connectors.rest.RestClient;
import dev.loopkeeper.connectors.rest.RestStream;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Calls Google's APIs as their guides ask: a bearer token, and for calls that may be repeated a few tries with growing,
 * jittered pauses after 408, 429, 5xx and lost connections.
 *
 * <p>Answers from 200 to 499 other than those and 401 and 403 are the caller's to read. What is left is thrown:
 * {@code TRANSIENT} when nothing can have been changed, {@code UNKNOWN_OUTCOME} when one try of a write may have
 * arrived.
 */
public final class GoogleRest {
    /** What a person does about a call that is not allowed. */
    static final String REMEDY = "grant the function's service account the role that infra/gcp lists for it";

    private final RestClient client;

    public GoogleRest(AccessTokens tokens) {
        this(new RestClient(Authorization.bearer(tokens), REMEDY));
    }

    /** The same for work that has an end, see {@link RestClient#within}. */
    public GoogleRest within(Supplier<Duration> left) {
        return new GoogleRest(client.within(left));
    }

    GoogleRest(RestClient client) {
        this.client = client;
    }

    /** @param what names the thing in messages, such as {@code object 'a/b' of bucket 'c'} */
    public RestAnswer call(RestCall call, String what) {
        return client.call(sent(call), what);
    }

    /** As {@link #call}, but 401 and 403 are the caller's to read too. */
    public RestAnswer exchange(RestCall call, String what) {
        return client.exchange(sent(call), what);
    }

    /** As {@link #call}, with a body of any size that is read while it arrives, whatever the status says. */
    public RestStream stream(RestCall call, String what) {
        return client.stream(sent(call), what);
    }

    /** Google's APIs take a PATCH, which the platform's client does not know, as a POST that says so. */
    private static RestCall sent(RestCall call) {
        if (!call.method().equals("PATCH")) {
            return call;
        }
        return call.with("X-HTTP-Method-Override", "PATCH").as("POST");
    }
}
