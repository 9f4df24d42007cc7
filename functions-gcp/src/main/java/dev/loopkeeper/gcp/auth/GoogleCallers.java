package dev.loopkeeper.gcp.auth;

import dev.loopkeeper.connectors.token.BearerToken;
import dev.loopkeeper.host.Caller;
import dev.loopkeeper.host.Callers;
import dev.loopkeeper.host.HttpCall;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Finds out who sends a request that changes something: a Google identity, checked here again whatever IAM has let
 * through, whose e-mail stands on the list of allowed ones. An empty list allows nobody.
 *
 * <p>Of two tokens Cloud Run checks only the one in {@code X-Serverless-Authorization} and passes the other on as it
 * came, so where that header is there, whatever it holds, the token in {@code Authorization} must be signed.
 */
public final class GoogleCallers implements Callers {
    private static final Logger LOG = LogManager.getLogger(GoogleCallers.class);
    private static final String CHECKED_FIRST = "X-Serverless-Authorization";
    private static final String HOW = "send 'Authorization: Bearer <identity token>', such as from gcloud auth"
            + " print-identity-token --audiences=<address of this function> --include-email";

    private final IdTokens tokens;
    private final Set<String> allowed;

    /** @param allowed e-mails in lower case */
    public GoogleCallers(IdTokens tokens, Set<String> allowed) {
        this.tokens = tokens;
        this.allowed = Set.copyOf(allowed);
    }

    /** @throws dev.loopkeeper.edge.LoopException of kind {@code TRANSIENT} when Google's keys cannot be had now */
    @Override
    public Caller of(HttpCall call) {
        Optional<String> bearer = BearerToken.of(call);
        if (bearer.isEmpty()) {
            return refused(Caller.stranger(HOW), "no bearer token");
        }
        IdTokens.Read read = tokens.read(bearer.get(), !names(call, CHECKED_FIRST));
        if (read.email().isEmpty()) {
            return refused(Caller.stranger(read.fault()), read.fault());
        }
        String email = read.email().get().toLowerCase(Locale.ROOT);
        return allowed.contains(email)
                ? new Caller.Verified(email)
                : refused(
                        Caller.forbidden(email + " may not do this: add it to LOOPKEEPER_CALLERS of this function"),
                        email + " is not in LOOPKEEPER_CALLERS");
    }

    /** Whether a header is there at all: once, repeated, or empty. */
    private static boolean names(HttpCall call, String header) {
        return call.headers().keySet().stream().anyMatch(header::equalsIgnoreCase);
    }

    private static Caller refused(Caller caller, String why) {
        LOG.warn("caller refused: {}", why);
        return caller;
    }
}
