package dev.loopkeeper.azure.auth;

import dev.loopkeeper.connectors.token.BearerToken;
import dev.loopkeeper.host.Caller;
import dev.loopkeeper.host.HttpCall;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Finds out who sends a request that changes something: the holder of an access token for our application, with the
 * role and on the list that {@link Allowed} asks for. Function keys, and what headers of the platform's own sign-in
 * say, count for nothing here: a key is at most a second lock that the platform holds.
 *
 * <p>Alerts may also come from a secure webhook of Azure Monitor's action groups: Microsoft's own application with the
 * role that the webhook's set-up gives it in the tenant.
 */
public final class Callers {
    /** The application that action groups of the public cloud call with. */
    static final String ACTION_GROUPS = "461e8683-5575-4561-ac7f-899cc907d62a";

    static final String WEBHOOK_ROLE = "ActionGroupsSecureWebhook";

    private static final Logger LOG = LogManager.getLogger(Callers.class);
    private static final String HOW = "send 'Authorization: Bearer <access token>', such as from az account"
            + " get-access-token --scope <application id URI>/.default";

    private final EntraTokens tokens;
    private final Allowed allowed;

    public Callers(EntraTokens tokens, Allowed allowed) {
        this.tokens = tokens;
        this.allowed = allowed;
    }

    /**
     * Who asks for a change.
     *
     * @throws dev.loopkeeper.edge.LoopException of kind {@code TRANSIENT} when Microsoft's keys cannot be had now
     */
    public Caller of(HttpCall call) {
        return caller(call, false);
    }

    /** Who sends an alert: as {@link #of}, or an action group. */
    public Caller ofAlert(HttpCall call) {
        return caller(call, true);
    }

    private Caller caller(HttpCall call, boolean alert) {
        Optional<String> bearer = BearerToken.of(call);
        if (bearer.isEmpty()) {
            return refused(Caller.stranger(HOW), "no bearer token");
        }
        EntraTokens.Read read = tokens.read(bearer.get());
        if (read.identity().isEmpty()) {
            return refused(Caller.stranger(read.fault()), read.fault());
        }
        Identity identity = read.identity().get();
        if (alert && isActionGroup(identity)) {
            return new Caller.Verified("Azure Monitor");
        }
        Optional<String> against = allowed.against(identity);
        return against.isPresent()
                ? refused(Caller.forbidden(against.get()), identity.objectId() + ": " + against.get())
                : new Caller.Verified(identity.name());
    }

    private static boolean isActionGroup(Identity identity) {
        return identity.application().equals(ACTION_GROUPS) && identity.roles().contains(WEBHOOK_ROLE);
    }

    private static Caller refused(Caller caller, String why) {
        LOG.warn("caller refused: {}", why);
        return caller;
    }
}
