package dev.loopkeeper.connectors.token;

import dev.loopkeeper.host.HttpCall;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The bearer token of a request (RFC 6750), from its one {@code Authorization} header and nowhere else: what stands in
 * an address ends up in logs.
 */
public final class BearerToken {
    private static final Pattern BEARER = Pattern.compile("(?i:bearer) +([A-Za-z0-9._~+/=-]+)");

    private BearerToken() {}

    /** Empty when the header is absent, doubled or of another kind. */
    public static Optional<String> of(HttpCall call) {
        return call.header("authorization")
                .map(BEARER::matcher)
                .filter(Matcher::matches)
                .map(m -> m.group(1));
    }
}
