package dev.loopkeeper.connectors.rest;

/** Adds to a call what proves who makes it; asked anew at every try, as proofs age. */
@FunctionalInterface
public interface Authorization {
    RestCall sign(RestCall call);

    /** A bearer token, or nothing while there is none. */
    static Authorization bearer(AccessTokens tokens) {
        return call -> tokens.bearer()
                .map(token -> call.with("Authorization", "Bearer " + token))
                .orElse(call);
    }
}
